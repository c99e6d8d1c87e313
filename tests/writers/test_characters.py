"""Which characters and addresses may stand in a file."""

import pytest

from htssp_builder.writers.characters import clean, may_open


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_line_ending_is_a_newline(ending):
    assert clean(f"Oak Street{ending}Room 4") == "Oak Street\nRoom 4"


@pytest.mark.parametrize("code", [0x00, 0x07, 0x1B, 0x1F, 0x7F, 0x9F, 0xD800, 0xFDD0, 0x1FFFE])
def test_what_no_file_can_hold_is_seen_to_be_missing(code):
    assert clean(f"a{chr(code)}b") == "a\ufffdb"


@pytest.mark.parametrize("text", ["a\tb  c", "李 😀 \u200d \u00ad", "O'Brien & Sons", ""])
def test_everything_else_stays(text):
    assert clean(text) == text


@pytest.mark.parametrize(
    "target",
    [
        "https://www.acf.gov/otip?a=1&b=2#x_(y)",
        "http://a.example/@who",
        "mailto:m.o'brien@svusd.example",
        "tel:+18883737888",
        "HTTPS://A.EXAMPLE",
    ],
)
def test_whole_addresses_open(target):
    assert may_open(target)


@pytest.mark.parametrize(
    "target",
    [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///c:/x",
        "//a.example",
        "https://",
        "https:///x",
        "https://www.acf.gov@evil.example/",
        "https://a b",
        'https://a.example/"onclick=',
        "https://a.example\n",
        "mailto:nobody",
        "tel:call me",
        " https://a.example",
    ],
)
def test_anything_else_is_only_words(target):
    assert not may_open(target)
