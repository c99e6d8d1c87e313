"""The rooms of the house stay as design and decisions have them."""

import re
import tomllib
import zipfile
from pathlib import Path

VAGUE = {"utils", "util", "helpers", "helper", "common", "service", "services", "manager", "misc"}
LONGEST_MODULE = 500
LONGEST_DECISION = 30
PRIVATE = re.compile(
    r"(?<![\w.~-])/(?:work|root|tmp)/|pypi\.org|files\.pythonhosted\.org|registry\.npmjs"
)


def test_no_module_is_longer_than_a_person_reads_in_one_go(project_files: list[Path]) -> None:
    long = {
        path.name: lines
        for path in project_files
        if path.suffix == ".py"
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    assert not long


def test_every_module_is_named_for_what_it_holds(project_files: list[Path]) -> None:
    named = {path for path in project_files if path.suffix == ".py"}
    assert not [path for path in named if VAGUE & {path.stem, path.parent.name}]


def test_init_files_are_empty(root: Path) -> None:
    found = list((root / "htssp_builder").rglob("__init__.py"))
    assert found
    assert not [path for path in found if path.read_bytes()]


def test_every_room_is_a_package(root: Path) -> None:
    package = root / "htssp_builder"
    rooms = {path.parent for path in package.rglob("*.py")}
    assert not [room for room in rooms if not (room / "__init__.py").exists()]


def test_the_changelog_tells_about_this_version(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## {re.escape(project['version'])}\b", changes, flags=re.MULTILINE)


def test_decisions_are_numbered_once_and_short(root: Path) -> None:
    decisions = sorted((root / "docs" / "decisions").glob("*"))
    assert decisions, "docs/decisions/ holds no decision"
    assert not [
        path.name for path in decisions if not re.match(r"^\d{3}-[a-z0-9-]+\.md$", path.name)
    ]
    numbers = [path.name[:3] for path in decisions]
    assert len(numbers) == len(set(numbers))
    sizes = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in decisions}
    assert not {name: lines for name, lines in sizes.items() if lines > LONGEST_DECISION}


def test_no_file_names_a_machine_or_a_registry(project_files: list[Path]) -> None:
    found = [
        f"{path}{inside}: {match.group()}"
        for path in project_files
        for inside, text in _texts(path)
        if (match := PRIVATE.search(text))
    ]
    assert not found


def test_pictures_and_pages_load_no_typst_package(project_files: list[Path]) -> None:
    # Typst fetches such a package from the network the first time it is asked for.
    typst = [path for path in project_files if path.suffix == ".typ"]
    loads = re.compile(r'(?:import|include)\s+"@')
    assert not [path for path in typst if loads.search(path.read_text(encoding="utf-8"))]


def _texts(path: Path) -> list[tuple[str, str]]:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as parts:
            return [(f"!{name}", parts.read(name).decode("latin-1")) for name in parts.namelist()]
    return [("", path.read_bytes().decode("utf-8", errors="replace"))]
