"""A protocol from the ten-minute answers in each of the 56: it names that law and shows the gaps.

The pack is opened once, and the protocols are composed once, for all tests here: each test looks
at every place, and names the place where it fails.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import unescape
from zipfile import ZipFile

import pytest
from law_files import STATES, choices, law

from htssp_builder.actions.packs import Opened, open_pack
from htssp_builder.compose.build import compose
from htssp_builder.compose.facts import Facts
from htssp_builder.document.text import block_text, inlines_of
from htssp_builder.document.tree import Field
from htssp_builder.interview.answers import Answers, check_answers
from htssp_builder.pack.confidence import may_be_filled_in
from htssp_builder.pack.law import Law
from htssp_builder.word.writer import write
from htssp_builder.yamlfile.read import read

TEN_MINUTES = """\
format: 1
district: {{name: Grand Prairie Public Schools, state: {code}, county: Grand County}}
emergency:
  district_line: "(530) 555-0100"
  police_name: Grand County Sheriff
  police_phone: "(530) 555-0101"
roles:
  coordinator:
    primary: {{name: Ana Ruiz, title: Principal, phone: "(530) 555-0102"}}
"""
STATEMENTS = {
    "reporters": "Who must report",
    "penalty": "Penalty for not reporting",
    "immunity": "Protection for those who report",
    "safe_harbor": "Minors and the law on commercial sex",
    "school_interview": "Interview of a student at school by an agency",
    "release_to_officer": "Release of a student to an officer",
}
VERY_DIFFERENT = ("AK", "AZ", "GU", "LA", "NC", "NY", "PR", "SD", "VI")
"""Both are told, by condition, pages that disagree, no clock, two lines, a repealed law, through
the school, no number: what goes wrong in one of the 56 most likely goes wrong here."""

QUESTION = r"\[(Ask counsel|To complete)"


class Built(NamedTuple):
    """One protocol: its law, its words, its fields by path, and the words of its Word file."""

    law: Law
    text: str
    fields: dict[str, Field]
    in_word: str


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HTSSP_CACHE", str(tmp_path_factory.getbasetemp() / "htssp-cache"))
        yield open_pack("hhs")


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(VERY_DIFFERENT, id="nine"),
        pytest.param(STATES, id="all", marks=pytest.mark.slow),
    ],
)
def protocols(request: pytest.FixtureRequest, opened: Opened) -> dict[str, Built]:
    return {code: build(opened, code) for code in request.param}


def build(opened: Opened, code: str) -> Built:
    root, problems = read(TEN_MINUTES.format(code=code), "district.yaml")
    answers = Answers(opened.shape, root, "district.yaml")
    assert problems == []
    assert list(check_answers(answers, set())) == []
    pack = opened.pack
    facts = Facts(answers, pack.law[code])
    document = compose(pack, opened.programs["protocol"], pack.documents["protocol"], facts)
    text = "\n".join(block_text(block) for block in document.blocks)
    fields = {
        i.path: i for block in document.blocks for i in inlines_of(block) if isinstance(i, Field)
    }
    return Built(law(code), text, fields, words(write(document)))


def words(file: bytes) -> str:
    """The words of a Word file, whose document must be whole XML."""
    with ZipFile(BytesIO(file)) as package:
        content = package.read("word/document.xml")
    expat.ParserCreate().Parse(content, True)
    return unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)", content.decode())))


def test_the_document_names_the_law_of_its_place(protocols: dict[str, Built]) -> None:
    for code, (place, text, _, _) in protocols.items():
        assert choices()[code] in text, code
        oral = place.oral
        if not may_be_filled_in(oral.confidence):
            assert str(oral.citation) not in text, code
            continue
        printed = [str(oral.citation), oral.when or ""]
        printed += [part or "" for body in oral.to for part in (body.name, body.condition)]
        if oral.at_latest:
            printed.append(f"within {oral.at_latest} {oral.unit}")
        assert [part for part in printed if part not in text] == [], code


def test_no_word_of_the_program_gets_into_it(protocols: dict[str, Built], opened: Opened) -> None:
    templates = "\n".join(opened.pack.templates.values())
    for code, built in protocols.items():
        found = re.search(r"\b(null|True|False)\b|Traceback|\{\{|\}\}|\{%", built.text)
        assert found is None, (code, found)
        for met in re.finditer(r"\bNone\b.{0,6}", built.text):
            assert met[0] in templates, (code, met[0])


def test_a_number_is_marked_until_somebody_has_called_it(protocols: dict[str, Built]) -> None:
    for code, (place, text, fields, _) in protocols.items():
        hotline, field = place.hotline, fields["hotline.phone"]
        if hotline.phone and may_be_filled_in(hotline.confidence):
            assert (field.text, field.state) == (hotline.phone, "unverified"), code
            continue
        assert field.state == "missing", code
        assert field.text == "[To complete: Child abuse report line, phone]", code
        assert hotline.phone is None or hotline.phone not in text, code
        for other in hotline.others:
            printed = [found for found in fields.values() if found.text == other.phone]
            assert [found.state for found in printed] == ["unverified"] * text.count(other.phone)
            assert may_be_filled_in(hotline.confidence) or not printed, code


def test_a_clock_that_nobody_has_read_in_a_good_source_is_a_question(
    protocols: dict[str, Built],
) -> None:
    for code, built in protocols.items():
        oral, field = built.law.oral, built.fields["reporting.oral"]
        if may_be_filled_in(oral.confidence) and (oral.when or oral.at_latest):
            assert field.state == "unverified", code
        else:
            assert field.state == "missing", code
            assert field.text == "[To complete: Time limit for the report by phone]", code


def test_every_statement_is_there_marked_or_else_its_question(
    protocols: dict[str, Built],
) -> None:
    for code, built in protocols.items():
        for group, label in STATEMENTS.items():
            statement = getattr(built.law, group)
            text = statement.school_staff if group == "reporters" else statement.text
            if text and may_be_filled_in(statement.confidence):
                assert text in built.text, (code, group)
            else:
                assert f"[To complete: {label}]" in built.text, (code, group)
                assert text is None or text not in built.text, (code, group)


def test_whether_sex_trafficking_is_abuse_is_answered_or_asked(
    protocols: dict[str, Built],
) -> None:
    row = rf"sex trafficking.* reportable as abuse\t{QUESTION}"
    for code, built in protocols.items():
        group = built.law.trafficking_as_abuse
        known = group.sex is not None and may_be_filled_in(group.confidence)
        assert bool(re.search(row, built.text)) != known, code


def test_what_rests_on_a_weak_source_is_not_printed(protocols: dict[str, Built]) -> None:
    for code, (place, text, _, _) in protocols.items():
        for duty in place.school_law:
            assert (duty.requires in text) == may_be_filled_in(duty.confidence), (code, duty.id)
        for fact in place.facts:
            assert fact.fact
            assert may_be_filled_in(fact.confidence) or fact.fact not in text, (code, fact.id)
        line = place.trafficking_hotline
        if line.phone:
            assert (line.phone in text) == may_be_filled_in(line.confidence), code


def test_the_word_file_opens_and_says_the_same(protocols: dict[str, Built]) -> None:
    for code, built in protocols.items():
        for path in ("hotline.phone", "reporting.oral"):
            assert built.fields[path].text in built.in_word, (code, path)
        assert choices()[code] in built.in_word, code
