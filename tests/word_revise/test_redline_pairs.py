"""Real files by Word, before and after: accepting gives the one, rejecting the other."""

import csv
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from redline_office import python_with_bridge, settle_in_office
from redline_readers import ours, settled

from htssp_builder.word.revise.redline import redline

WHEN = datetime(2027, 1, 12, 9, 30, tzinfo=UTC)
FOLDER = os.environ.get("HTSSP_WORD_CORPUS", "")
REASON = "needs the Word corpus: set HTSSP_WORD_CORPUS to its folder"
needs_corpus = pytest.mark.skipif(not FOLDER, reason=REASON)


def pairs():
    if not FOLDER:
        return []
    with (Path(FOLDER) / "pairs.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["kind"] == "pair"]
    return [pytest.param(row, id=row["id"]) for row in rows]


def files(row):
    folder = Path(FOLDER) / row["repo"].replace("/", "+")
    return [(folder / row[name]).read_bytes() for name in ("before_or_base", "after_or_left")]


@needs_corpus
@pytest.mark.parametrize("row", pairs())
def test_accepting_gives_the_new_file_and_rejecting_the_old_one_in_two_readers(row):
    old, new = files(row)
    made = redline(old, new, author="Ana Ruiz", when=WHEN).content
    assert ours(made) == ours(new)
    assert ours(made, final=False) == ours(old, final=False)
    assert ours(settled(made)) == ours(new)
    assert ours(settled(made, final=False)) == ours(old, final=False)


@needs_corpus
@pytest.mark.parametrize("row", pairs())
def test_no_more_is_marked_than_the_origins_of_the_files_state(row):
    import jubarte_redlines

    if not row["expected_revisions"]:
        pytest.skip("the origin of these files states no number")
    made = redline(*files(row), author="Ana Ruiz", when=WHEN).content
    counted = len(jubarte_redlines.get_revisions(made))
    # One more: a row counts beside its words there; or a change of look is counted as well.
    assert counted <= int(row["expected_revisions"]) + 1


@pytest.mark.slow
@needs_corpus
@pytest.mark.skipif(not python_with_bridge(), reason="needs LibreOffice and its Python bridge")
def test_libreoffice_accepts_and_rejects_to_the_same_words(tmp_path):
    jobs = []
    for param in pairs():
        old, new = files(param.values[0])
        made = redline(old, new, author="Ana Ruiz", when=WHEN).content
        jobs += [("accept", made), ("accept", new), ("reject", made), ("reject", old)]
    read = settle_in_office(jobs, tmp_path)
    wrong = [
        (pairs()[n // 4].id, jobs[n][0]) for n in range(0, len(jobs), 2) if read[n] != read[n + 1]
    ]
    assert wrong == []
