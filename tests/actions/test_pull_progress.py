"""Ticks, days, owners and evidence that people entered in the checklist's Word file."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from readback import pull_edits as word
from readback.pull_districts import checklist, example, rebuilt, sentences
from readback.pull_edits import Opened, change, fill

from htssp_builder.actions.district import open_district
from htssp_builder.actions.progress import open_progress, save_change
from htssp_builder.actions.pull import open_pull, take_in
from htssp_builder.planning.lines import plan_lines
from htssp_builder.planning.progress import Progress


@pytest.fixture
def district(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    return shutil.copytree(example("texas-midsize", tmp_path_factory), tmp_path / "texas")


def edit_list(folder: Path, *changes: word.Change) -> None:
    """Change the checklist and save it as Ana Ruiz."""
    change(checklist(folder), *changes, lambda o: o.saved_by("Ana Ruiz"))


def progress(folder: Path) -> Progress:
    district = open_district(folder)
    lines = plan_lines(district.opened.pack.plan, district.answers)
    return open_progress(district, [line.id for line in lines]).progress


def first(folder: Path, *statuses: str, evidence: bool | None = None) -> str:
    """A line with one of these statuses, and with or without evidence."""
    district, known = open_district(folder), progress(folder)
    for line in plan_lines(district.opened.pack.plan, district.answers):
        mark = known.mark(line.id)
        if mark.status in statuses and evidence in (None, bool(mark.evidence)):
            return line.id
    raise AssertionError(statuses)


def test_a_day_and_evidence_go_in_with_the_name_of_whoever_saved_the_file(
    district: Path, now: datetime
) -> None:
    edit_list(
        district,
        lambda o: fill(o.control("progress.A1.due"), "14 June 2027"),
        lambda o: fill(o.control("progress.A2.evidence"), "Letters of ", "August 28"),
    )
    pull = open_pull(district, [checklist(district)], now=now)
    assert {(o.path, o.now) for o in pull.plain} == {
        ("progress.A1.due", "June 14, 2027"),
        ("progress.A2.evidence", "Letters of August 28"),
    }
    before = progress(district)
    taken = take_in(pull, pull.plain, now=now)
    assert len(taken.offers) == 2
    after = progress(district)
    assert str(after.mark("A1").due) == "2027-06-14"
    assert after.mark("A2").evidence == "Letters of August 28"
    new = after.history[len(before.history) :]
    assert [(c.who, c.item, c.field) for c in new] == [
        ("Ana Ruiz", "A1", "due"),
        ("Ana Ruiz", "A2", "evidence"),
    ]
    assert len(list((district / ".htssp" / "backups" / "progress.yaml").iterdir())) == 1


@pytest.mark.parametrize("saved_by", ["", "Pecan Bend Independent School District"])
def test_who_can_be_named_and_must_be_where_the_file_does_not_say(
    district: Path, now: datetime, saved_by: str
) -> None:
    change(
        checklist(district),
        lambda o: fill(o.control("progress.A1.due"), "June 14, 2027"),
        lambda o: o.saved_by(saved_by),
    )
    pull = open_pull(district, [checklist(district)], now=now)
    assert pull.offers == ()
    assert "--who" in sentences(pull)
    pull = open_pull(district, [checklist(district)], now=now, who="Bo Lind")
    assert [offer.who for offer in pull.plain] == ["Bo Lind"]


def test_a_tick_without_evidence_says_what_is_missing(district: Path, now: datetime) -> None:
    line = first(district, "not-started", "in-progress", evidence=False)
    edit_list(district, lambda o: word.tick(o.control(f"progress.{line}.status")))
    pull = open_pull(district, [checklist(district)], now=now)
    assert pull.offers == ()
    assert pull.open
    assert "what proves it" in sentences(pull)


def test_a_tick_with_evidence_typed_beside_it_is_offered_with_the_day(
    district: Path, now: datetime
) -> None:
    line = first(district, "not-started", evidence=False)

    def edit(o: Opened) -> None:
        box = o.control(f"progress.{line}.status")
        word.tick(box)
        word.write_in(next(box.iterancestors(f"{word.W}tr")), 3, "\nMinutes of January 11")

    edit_list(district, edit)
    pull = open_pull(district, [checklist(district)], now=now)
    assert pull.plain == ()
    (offer,) = pull.doubtful
    assert offer.now == "done on January 12, 2027; shown by: Minutes of January 11"
    take_in(pull, pull.doubtful, now=now)
    mark = progress(district).mark(line)
    assert (mark.status, str(mark.on)) == ("done", "2027-01-12")
    assert mark.evidence == "Minutes of January 11"


def test_a_tick_where_evidence_stands_is_done_today(district: Path, now: datetime) -> None:
    opened = open_district(district)
    lines = [line.id for line in plan_lines(opened.opened.pack.plan, opened.answers)]
    line = first(district, "in-progress", evidence=False)
    tracked = open_progress(opened, lines)
    save_change(opened, tracked, line, {"evidence": "Draft of May"}, who="Ana Ruiz", now=now)
    rebuilt(district, "checklist")
    edit_list(district, lambda o: word.tick(o.control(f"progress.{line}.status")))
    pull = open_pull(district, [checklist(district)], now=now)
    (offer,) = pull.plain
    assert (offer.was, offer.now) == ("in progress", "done on January 12, 2027")
    take_in(pull, pull.plain, now=now)
    assert str(progress(district).mark(line).on) == "2027-01-12"


def test_a_status_is_read_by_its_words_and_asks_for_what_it_needs(
    district: Path, now: datetime
) -> None:
    one = first(district, "in-progress")
    two = first(district, "not-started", evidence=False)
    edit_list(
        district,
        lambda o: fill(o.control(f"progress.{one}.status", 1), "Not started"),
        lambda o: fill(o.control(f"progress.{two}.status", 1), "Blocked"),
    )
    pull = open_pull(district, [checklist(district)], now=now)
    assert [(o.path, o.now) for o in pull.plain] == [(f"progress.{one}.status", "not started")]
    assert "waits for" in sentences(pull)
    take_in(pull, pull.plain, now=now)
    assert progress(district).mark(one).status == "not-started"


def test_a_tick_taken_out_asks_for_the_status(district: Path, now: datetime) -> None:
    edit_list(district, lambda o: word.tick(o.control("progress.A1.status"), on=False))
    pull = open_pull(district, [checklist(district)], now=now)
    assert pull.offers == ()
    assert "Choose its status" in sentences(pull)
    edit_list(district, lambda o: fill(o.control("progress.A1.status", 1), "In progress"))
    pull = open_pull(district, [checklist(district)], now=now)
    assert [o.now for o in pull.plain] == ["in progress"]


def test_a_tick_and_another_status_are_a_conflict(district: Path, now: datetime) -> None:
    line = first(district, "not-started", evidence=False)
    edit_list(
        district,
        lambda o: word.tick(o.control(f"progress.{line}.status")),
        lambda o: fill(o.control(f"progress.{line}.status", 1), "Blocked"),
    )
    pull = open_pull(district, [checklist(district)], now=now)
    assert pull.offers == ()
    assert "in two ways" in sentences(pull)


def test_evidence_of_a_done_line_cannot_be_taken_out(district: Path, now: datetime) -> None:
    edit_list(district, lambda o: fill(o.control("progress.A1.evidence")))
    pull = open_pull(district, [checklist(district)], now=now)
    assert pull.offers == ()
    assert "what proves it" in sentences(pull)


def test_a_line_that_was_changed_meanwhile_is_a_conflict(district: Path, now: datetime) -> None:
    opened = open_district(district)
    lines = [line.id for line in plan_lines(opened.opened.pack.plan, opened.answers)]
    edit_list(district, lambda o: fill(o.control("progress.A1.evidence"), "Letters"))
    tracked = open_progress(opened, lines)
    save_change(opened, tracked, "A1", {"evidence": "Minutes"}, who="Bo Lind", now=now)
    pull = open_pull(district, [checklist(district)], now=now)
    assert pull.offers == ()
    assert "Minutes" in sentences(pull)


def test_pulled_built_and_pulled_again_there_is_nothing_left(district: Path, now: datetime) -> None:
    edit_list(
        district,
        lambda o: fill(o.control("progress.A1.due"), "14 June 2027"),
        lambda o: fill(o.control("progress.A2.evidence"), "Letters"),
    )
    pull = open_pull(district, [checklist(district)], now=now)
    take_in(pull, pull.plain, now=now)
    again = open_pull(district, [checklist(district)], now=now)
    assert (again.offers, again.problems) == ((), ())
    rebuilt(district, "checklist")
    again = open_pull(district, [checklist(district)], now=now)
    assert (again.offers, again.problems) == ((), ())
