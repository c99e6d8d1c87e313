"""From an empty folder to the final set of three documents by typing alone, in a state whose law
the pack knows badly: what it does not know is asked, refused while open, answered, and printed."""

import re
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from ask_script import script_of
from command import htssp

from htssp_builder.pack.find import shipped

WRITTEN_ON = date(2026, 11, 24)
"""The day as of which the example districts were made."""

OPEN = {
    "Is sex trafficking of a child reportable as child abuse in your state": "yes",
    "Penalty for not reporting": "A fine of up to 750 dollars.",
    "Protection for those who report": "Whoever reports in good faith cannot be sued for it.",
    "Interview of a student at school by an agency": "The principal is told before it begins.",
    "Release of a student to an officer": "Only by order of a court or with the agency present.",
    "What the public-records law lets a district keep back": "Security plans, by section 203.",
    "May an employer ask who reported": "No. The district does not ask.",
}
"""What nobody has read of the law of Wyoming, in the order of asking, and counsel's answer."""


def in_wyoming(example: str) -> str:
    """An example district as it would be there and today: whole weeks later, so that every
    weekday stays what it was."""
    later = timedelta(weeks=(datetime.now().astimezone().date() - WRITTEN_ON).days // 7)

    def moved(found: re.Match[str]) -> str:
        return (date.fromisoformat(found[0]) + later).isoformat()

    text = re.sub(r"\b20\d\d-\d\d-\d\d\b", moved, example)
    text, count = re.subn(r"(?m)^  state: \w+$", "  state: WY", text)
    assert count == 1
    return text


def words_of(document: Path) -> str:
    with zipfile.ZipFile(document) as package:
        body = package.read("word/document.xml").decode("utf-8")
    return re.sub(r"<[^>]+>", "", body.replace("</w:p>", "\n"))


@pytest.mark.slow
def test_a_district_in_a_state_with_poor_law_data_gets_from_nothing_to_a_final_set(tmp_path):
    example = tmp_path / "example.yaml"
    source = shipped("examples") / "california-small" / "district.yaml"
    example.write_text(in_wyoming(source.read_text(encoding="utf-8")), encoding="utf-8")
    rehearsal, district = tmp_path / "rehearsal", tmp_path / "district"
    for folder in (rehearsal, district):
        assert htssp("new", folder).returncode == 0
    script = script_of(rehearsal, example)

    asked = htssp("-C", district, "ask", typed="\n".join(script) + "\n")
    assert (asked.returncode, asked.stderr) == (0, "")
    assert f"Still open: {len(OPEN)} missing for the final" in " ".join(asked.stdout.split())

    refused = htssp("-C", district, "build", "--final")
    assert refused.returncode == 1
    assert f"{len(OPEN)} errors stand, and nothing was written" in refused.stderr
    for label in OPEN:
        assert f"Not answered yet: {label}." in refused.stderr
    assert not list(district.glob("documents/*"))

    replies = [line for label in OPEN for line in typed_for(label)]
    mended = htssp("-C", district, "ask", "--missing", typed="\n".join([*replies, "q"]) + "\n")
    assert (mended.returncode, mended.stderr) == (0, "")

    final = htssp("-C", district, "build", "--final")
    assert (final.returncode, final.stderr) == (0, "")
    assert [line.partition(":")[0] for line in final.stdout.splitlines()] == ["Written"] * 3
    documents = district / "documents"
    assert {path.name for path in documents.iterdir()} == {
        "protocol.docx", "checklist.docx", "timeline.docx",
    }  # fmt: skip
    for path in documents.iterdir():
        assert not re.search(r"\[(To complete|Not known yet)", words_of(path)), path.name
    protocol = words_of(documents / "protocol.docx")
    for label, answer in OPEN.items():
        if answer != "yes" and label != "May an employer ask who reported":
            assert answer in protocol, label


def typed_for(label: str) -> list[str]:
    """The lines that answer a question; sentences end with an empty one."""
    answer = OPEN[label]
    return [answer] if answer == "yes" else [answer, ""]
