"""Every `--json` report has a published schema, and real reports of every example keep to it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from htssp_builder.cli.main import COMMANDS, htssp, run
from htssp_builder.pack.find import shipped
from htssp_builder.workspace.folder import Workspace

NAMES = {
    "build": "build", "get": "answers", "check": "check", "plan": "plan", "law": "law", "why": "why"
}  # fmt: skip
"""Command -> name of its schema."""

EXAMPLES = ("california-small", "half-answered", "michigan-consortium", "texas-midsize")

REPORTS: list[tuple[str, ...]] = [
    ("build", "protocol", "--format", "md"),
    ("build", "--final", "--format", "md"),
    ("get", "roles"),
    ("get", "hotline"),
    ("check",),
    ("check", "--final", "--section", "roles"),
    ("plan",),
    ("law",),
    ("law", "FED"),
    ("law", "CA", "--county", "Placer"),
    ("why", "roles.coordinator"),
    ("why", "reporting"),
    ("why", "T9"),
    ("why", "A3"),
    ("why", "contact-stale"),
    ("why", "HTYPE"),
    ("why", "reporting.any-employee-who"),
]


@pytest.fixture(scope="module")
def schemas(root: Path) -> dict[str, Any]:
    """Name -> schema, of every file that is published."""
    files = (root / "docs" / "schemas").glob("*.schema.json")
    read = ((path.name.removesuffix(".schema.json"), path) for path in files)
    return {name: json.loads(path.read_text(encoding="utf-8")) for name, path in read}


def reporting(group: click.Group, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command that takes --json, down to the commands of a group."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from reporting(command, (*words, name))
        elif command is not None and any("--json" in option.opts for option in command.params):
            yield (*words, name)


def test_no_command_that_reports_lacks_a_schema(schemas: dict[str, Any]) -> None:
    assert isinstance(htssp, click.Group)
    assert {"build", "check"} <= set(COMMANDS)
    assert sorted(" ".join(words) for words in reporting(htssp)) == sorted(NAMES)
    assert sorted(schemas) == sorted(NAMES.values())


def described(part: Any) -> Iterator[Any]:
    """Every part of a schema that names properties of an object, and each of these."""
    if isinstance(part, dict):
        if part.get("type") == "object":
            yield part
            yield from part["properties"].values()
        for below in part.values():
            yield from described(below)
    elif isinstance(part, list):
        for below in part:
            yield from described(below)


@pytest.mark.parametrize("name", sorted(NAMES.values()))
def test_a_schema_is_sound_named_closed_and_explained(schemas: dict[str, Any], name: str) -> None:
    schema = schemas[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == schema["properties"]["schema"]["const"]
    assert schema["$id"].startswith(f"htssp/{name}/")
    assert schema["title"]
    for part in described(schema):
        assert part.get("description") or "$ref" in part, part
        if part.get("type") == "object":
            assert part["additionalProperties"] is False
            assert part["required"] == list(part["properties"])


def report(capsys: pytest.CaptureFixture[str], folder: Path, words: tuple[str, ...]) -> Any:
    capsys.readouterr()
    code = run(["-C", str(folder), *words, "--json"])
    shown = capsys.readouterr()
    assert code in (0, 1), shown.err
    return json.loads(shown.out)


def faults(schema: Any, made: Any) -> list[str]:
    checked = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{wrong.json_path}: {wrong.message}" for wrong in checked.iter_errors(made)]


@pytest.fixture(params=EXAMPLES)
def district(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An example's folder with what its committee has done."""
    folder = Workspace(tmp_path / "district").root
    folder.mkdir()
    for file in sorted((shipped("examples") / request.param).glob("*.yaml")):
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


def test_every_report_of_every_example_keeps_to_its_schema(
    district: Path, schemas: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    for words in REPORTS:
        made = report(capsys, district, words)
        schema = schemas[NAMES[words[0]]]
        assert made["schema"] == schema["$id"]
        assert faults(schema, made) == [], words


def test_reports_of_a_district_in_trouble_keep_to_their_schemas(
    tmp_path: Path, schemas: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """Dates that cannot hold, answers that cannot be read, a file that somebody edited."""
    (tmp_path / "district.yaml").write_text(
        "format: 1\npack: hhs@1.0\ndistrict: {name: Ours, state: TX}\n"
        "timeline: {start_on: 2026-12-07, adopt_by: 2027-01-19}\n"
        "board: {meetings: [{id: m1, date: 2027-01-19, name: January}]}\n"
        "hotline: {phone: nobody}\n",
        encoding="utf-8",
    )
    for words in (("plan",), ("check",), ("check", "--final"), ("law",)):
        made = report(capsys, tmp_path, words)
        assert faults(schemas[NAMES[words[0]]], made) == [], words
    assert any(trouble for trouble in report(capsys, tmp_path, ("plan",))["data"]["troubles"])
    text = (tmp_path / "district.yaml").read_text(encoding="utf-8")
    file = tmp_path / "district.yaml"
    file.write_text(text.replace("hotline: {phone: nobody}\n", ""), encoding="utf-8")
    report(capsys, tmp_path, ("build", "protocol", "--format", "md"))
    (tmp_path / "documents" / "protocol.md").write_text("Ours.\n", encoding="utf-8")
    made = report(capsys, tmp_path, ("build", "protocol", "--format", "md"))
    assert [one["status"] for one in made["data"]["files"]] == ["beside"]
    assert faults(schemas["build"], made) == []


def test_a_report_that_says_more_or_less_is_a_fault(
    tmp_path: Path, schemas: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    made = report(capsys, tmp_path, ("why", "T9"))
    assert faults(schemas["why"], made) == []
    assert faults(schemas["why"], {**made, "more": 1})
    del made["data"]["reasons"][0]["title"]
    assert faults(schemas["why"], made)


def test_the_page_for_it_says_where_the_schemas_are(root: Path) -> None:
    assert "docs/schemas" in (root / "docs" / "for-it.md").read_text(encoding="utf-8")
