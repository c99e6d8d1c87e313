"""Files that LibreOffice saved: tags are gone there, and nothing may be lost or made up."""

import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from readback.pull_districts import example
from readback.pull_edits import Opened, change, fill, tick, write_in

from htssp_builder.actions.pull import open_pull
from htssp_builder.problems import HtsspError

LINE = "emergency.district_line"


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example("texas-midsize", tmp_path_factory)


def saved(folder: Path, files: list[Path], times: int = 2) -> list[Path]:
    """The files, opened and saved by LibreOffice that often."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    for step in range(times):
        target = folder / f"saved-{step}"
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        form = "docx:MS Word 2007 XML"
        command = [office, profile, "--headless", "--convert-to", form, "--outdir", str(target)]
        subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=300)
        files = [target / path.name for path in files]
    return files


@pytest.mark.slow
def test_a_file_that_was_only_saved_has_nothing_to_take_in(
    district: Path, tmp_path: Path, now: datetime
) -> None:
    files = saved(tmp_path, sorted((district / "documents").glob("*.docx")))
    pull = open_pull(district, files, now=now)
    assert (pull.offers, pull.problems) == ((), ())


@pytest.mark.slow
def test_edits_are_found_after_two_saves(district: Path, tmp_path: Path, now: datetime) -> None:
    protocol, checklist = tmp_path / "protocol.docx", tmp_path / "checklist.docx"
    for path in (protocol, checklist):
        shutil.copy(district / "documents" / path.name, path)
    change(
        protocol,
        lambda o: fill(o.control(LINE, 0), "(254) 555-", "0177"),
        lambda o: fill(o.control("control.review_on"), "June 14, 2028"),
        lambda o: fill(o.control("campuses.bluebonnet.level"), "High"),
    )
    change(
        checklist,
        lambda o: fill(o.control("progress.A1.due"), "June 14, 2027"),
        lambda o: tick(o.control("progress.A1.status"), on=False),
        lambda o: fill(o.control("progress.A1.status", 1), "In progress"),
    )
    pull = open_pull(district, saved(tmp_path, [protocol, checklist]), now=now, who="Ana Ruiz")
    assert pull.problems == ()
    assert {(offer.path, offer.now) for offer in pull.plain} == {
        (LINE, "(254) 555-0177"),
        ("control.review_on", "June 14, 2028"),
        ("campuses.bluebonnet.level", "High"),
        ("progress.A1.due", "June 14, 2027"),
        ("progress.A1.status", "in progress"),
    }
    assert pull.doubtful == ()


@pytest.mark.slow
def test_a_filled_in_form_is_refused_after_a_save(
    district: Path, tmp_path: Path, now: datetime
) -> None:
    path = tmp_path / "protocol.docx"
    shutil.copy(district / "documents" / "protocol.docx", path)

    def edit(o: Opened) -> None:
        write_in(o.row("What I saw (facts only)"), 1, "She came in")

    change(path, edit)
    with pytest.raises(HtsspError, match="case form"):
        open_pull(district, saved(tmp_path, [path], 1), now=now)
