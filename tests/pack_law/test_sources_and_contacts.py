"""Basis keys and national lines: complete, unique, and safe to print."""

import copy
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from htssp_builder.pack.law import parse_federal
from htssp_builder.pack.sources import Contact, Source, parse_contacts, parse_sources

PACK = Path(__file__).parents[2] / "templates" / "hhs"
LETTERS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999", strict=True))


def read(name: str) -> Any:
    return yaml.load((PACK / name).read_text(encoding="utf-8"), yaml.BaseLoader)


def contacts() -> dict[str, Contact]:
    parsed, problems = parse_contacts(read("contacts.yaml"), "contacts.yaml")
    assert problems == []
    return {contact.id: contact for contact in parsed}


def sources() -> dict[str, Source]:
    parsed, problems = parse_sources(read("sources.yaml"), "sources.yaml")
    assert problems == []
    return parsed


def digits(text: str) -> str:
    """As dialled: letters are the keys they stand on, and a leading 1 is left out."""
    dialled = "".join(LETTERS.get(sign, sign) for sign in text.upper())
    return re.sub(r"\D", "", dialled).removeprefix("1")


def test_our_own_design_is_called_ours() -> None:
    assert sources()["R"].title == (
        "Our own working design; not taken from HHS or from law. "
        "Counsel may keep, soften or strike it."
    )
    assert sources()["R"].url is None


def test_no_basis_key_stands_twice() -> None:
    text = (PACK / "sources.yaml").read_text(encoding="utf-8")
    keys = re.findall(r'^  "?([A-Za-z0-9-]+)"?:$', text, flags=re.MULTILINE)
    assert len(keys) == len(set(keys)) == len(sources())


def test_everything_but_our_own_design_has_an_address_and_a_title() -> None:
    for key, source in sources().items():
        assert source.title, key
        assert source.url or key == "R", key
        assert "…" not in (source.url or ""), key


def test_one_key_stands_for_one_page() -> None:
    both = sources()
    assert both["LEGALC"].url != both["LEGALC-CA"].url
    assert "LEGALC-CA" in (both["LEGALC"].note or "")


def test_law_is_law_and_nobody_elses_text_is_called_free() -> None:
    for key, source in sources().items():
        assert (source.kind == "law") == (source.status == "law"), key
        assert source.status != "public-domain" or source.kind == "federal", key


def test_the_twelve_lines_are_there_and_911_comes_first() -> None:
    assert list(contacts()) == [
        "emergency",
        "trafficking-hotline",
        "ncmec",
        "childhelp",
        "otip",
        "rainn",
        "lifeline-988",
        "runaway-safeline",
        "dol-whd",
        "nche",
        "know2protect",
        "hsi",
    ]


def test_a_line_that_rests_on_little_or_is_the_districts_choice_is_not_printed_unasked() -> None:
    silent = {contact.id for contact in contacts().values() if not contact.default}
    assert silent == {"hsi", "nche", "know2protect"}


@pytest.mark.parametrize("contact", contacts().values(), ids=lambda contact: contact.id)
def test_every_line_says_what_it_is_for_and_what_it_is_not(contact: Contact) -> None:
    assert re.fullmatch(r"[A-Z][^.]*\.", contact.what_for)
    assert contact.caution
    if contact.id != "emergency":
        assert "not the report" in contact.caution or "not the child-abuse report" in (
            contact.caution
        )
    assert set(contact.basis) <= set(sources())


def test_childhelp_says_itself_that_it_takes_no_reports() -> None:
    assert "takes no reports" in (contacts()["childhelp"].caution or "")


def test_the_option_of_988_that_has_ended_is_nowhere() -> None:
    for name in ("contacts.yaml", "law/FED.yaml", "sources.yaml", "screening.yaml"):
        assert not re.search(r"press(ing)? 3", (PACK / name).read_text(encoding="utf-8"), re.I)


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("trafficking-hotline", "hotline-trafficking"),
        ("ncmec", "ncmec-telephone"),
        ("childhelp", "childhelp-number"),
        ("otip", "otip-contact"),
        ("lifeline-988", "lifeline-988"),
        ("dol-whd", "wage-hour-telephone"),
    ],
)
def test_a_number_is_the_one_of_the_federal_facts(line: str, fact: str) -> None:
    federal, _ = parse_federal(read("law/FED.yaml"), "law/FED.yaml")
    assert federal is not None
    text = next(f.fact for f in federal.facts if f.id == fact) or ""
    assert digits(contacts()[line].phone or "") in re.sub(r"\D", "", text)


@pytest.mark.parametrize(
    ("line", "in_letters"),
    [
        ("ncmec", "1-800-THE-LOST"),
        ("childhelp", "1-800-4-A-CHILD"),
        ("rainn", "1.800.656.HOPE"),
        ("runaway-safeline", "1-800-RUNAWAY"),
        ("dol-whd", "1-866-4-US-WAGE"),
        ("know2protect", "833-591-KNOW"),
        ("hsi", "866-DHS-2-ICE"),
    ],
)
def test_a_number_agrees_with_its_letters_on_the_keys(line: str, in_letters: str) -> None:
    assert digits(contacts()[line].phone or "") == digits(in_letters)


def broken_contact(**changes: Any) -> Any:
    data = copy.deepcopy(read("contacts.yaml"))
    data["contacts"][1] |= changes
    return data


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"confidence": "low"},
            "contacts.yaml: contacts.trafficking-hotline: A number of low confidence is not "
            "printed by default. Write default: false, or name a better source.",
        ),
        (
            {"phone": None, "text": None, "online": None},
            "contacts.yaml: contacts.trafficking-hotline: This line has no way to reach it. "
            "Give a phone, a text or a page.",
        ),
        (
            {"phone": "see web"},
            "contacts.yaml: contacts.trafficking-hotline.phone: “see web” is not a number that "
            "can be dialled. Write every digit, as the source prints it.",
        ),
        (
            {"default": "sometimes"},
            "contacts.yaml: contacts.trafficking-hotline.default: “sometimes” is neither true "
            "nor false. Write true, false or null.",
        ),
        (
            {"id": "emergency"},
            "contacts.yaml: The id “emergency” stands twice. Give each entry an id of its own.",
        ),
    ],
)
def test_a_broken_line_is_one_clear_sentence(changes: dict[str, Any], sentence: str) -> None:
    parsed, problems = parse_contacts(broken_contact(**changes), "contacts.yaml")
    assert parsed == ()
    assert [problem.sentence() for problem in problems] == [sentence]


def test_a_source_without_address_or_note_is_refused() -> None:
    entry = {"title": "A page", "publisher": "Somebody", "kind": "ngo", "status": "protected"}
    parsed, problems = parse_sources({"sources": {"KEY": entry}}, "sources.yaml")
    assert parsed == {}
    assert [problem.sentence() for problem in problems] == [
        "sources.yaml: sources.KEY: This source has neither an address nor a note. "
        "Give its web address, or say in a note what it is."
    ]
