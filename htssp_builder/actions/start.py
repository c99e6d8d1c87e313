"""A district's folder: a new one, from answers that are there already, or from an example."""

import csv
import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from htssp_builder.actions.build import Build, build
from htssp_builder.actions.district import ANSWERS
from htssp_builder.actions.packs import Opened, open_pack
from htssp_builder.interview.answers import Answers, check_answers, nearest
from htssp_builder.interview.shapes import Shape, find_shape
from htssp_builder.pack.find import shipped
from htssp_builder.problems import HtsspError, error
from htssp_builder.workspace.files import write_atomically
from htssp_builder.workspace.folder import create
from htssp_builder.yamlfile.edit import set_value
from htssp_builder.yamlfile.read import read

PACK = "hhs"
EXAMPLE = "texas-midsize"

_HEAD = """\
# Answers of one school district for its Human Trafficking School Safety Protocol.
# Written for people: comments and order stay as they are. Never put anything about a student here.
# An answer that is not known yet:  {{unknown: {{who: Maria Lopez, by: 2027-02-01}}}}
format: 1
pack: {pack}@{version}
"""


def new_workspace(folder: Path, state: str, source: Path | None) -> int:
    """Make a district's folder; gives the number of answers taken from `source`.

    source: YAML or JSON with answers, or a CSV or XLSX file with paths as headers and one row.
    Raises HtsspError with every mistake in it; then no folder is made.
    """
    opened = open_pack(PACK)
    text = _HEAD.format(pack=opened.pack.id, version=opened.pack.version)
    given = _read_source(source) if source is not None else {}
    if state:
        given["district.state"] = state.strip().upper()
    for path, value in given.items():
        _refuse_unknown(opened.shape, path, source)
        text = set_value(text, tuple(path.split(".")), value)
    if source is None:
        text += _questions(opened, bool(state))
    _refuse_mistakes(text, opened, source)
    workspace = create(folder)
    write_atomically(workspace.answers, text.encode())
    return len(given)


def _refuse_unknown(shape: Shape, path: str, source: Path | None) -> None:
    found = find_shape(shape, path)
    if found is None or found.kind == "group":
        near = nearest(shape, path) or "See `htssp pack show` for the paths."
        raise HtsspError(error(str(source or path), f"The questionnaire has no '{path}'.", near))


def _refuse_mistakes(text: str, opened: Opened, source: Path | None) -> None:
    name = source.name if source else ANSWERS
    root, problems = read(text, name)
    problems = [*problems, *check_answers(Answers(opened.shape, root, name))]
    if problems:
        raise HtsspError(*problems)


def _questions(opened: Opened, with_state: bool) -> str:
    """The ten-minute part as lines to fill in, each with its question above it."""
    lines: list[str] = []
    for section in opened.pack.sections:
        wanted = [q for q in section.questions if q.required == "draft" and q.type != "records"]
        if not wanted or section.id not in ("district", "essentials"):
            continue
        lines += ["", f"# {section.title}"]
        opened_groups: set[str] = set()
        for question in wanted:
            if with_state and question.id == "district.state":
                continue
            group, _, name = question.id.rpartition(".")
            if group not in opened_groups:
                opened_groups.add(group)
                lines.append(f"{group}:")
            lines += [f"  # {question.label}. {question.help}".rstrip(), f"  {name}:"]
    return "\n".join(lines) + "\n" if lines else ""


def _read_source(source: Path) -> dict[str, Any]:
    try:
        content = source.read_bytes()
    except OSError as wrong:
        raise HtsspError(
            error(str(source), f"The file cannot be read ({wrong.strerror}).", "Check its name.")
        ) from None
    readers = {".json": _json, ".csv": _csv, ".xlsx": _xlsx, ".yaml": _yaml, ".yml": _yaml}
    reader = readers.get(source.suffix.lower())
    if reader is None:
        raise HtsspError(
            error(str(source), "This kind of file is not read.", "Use YAML, JSON, CSV or XLSX.")
        )
    return reader(content, source)


def _flat(data: Any, path: str = "") -> dict[str, Any]:
    if isinstance(data, dict) and "unknown" not in data:
        out: dict[str, Any] = {}
        for key, value in data.items():
            out.update(_flat(value, f"{path}.{key}" if path else str(key)))
        return out
    return {path: _worded(data)}


def _worded(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(k): _worded(v) for k, v in data.items()}
    if isinstance(data, list):
        return [_worded(item) for item in data]
    if isinstance(data, bool):
        return "yes" if data else "no"
    return "" if data is None else str(data)


def _yaml(content: bytes, source: Path) -> dict[str, Any]:
    from htssp_builder.yamlfile.nodes import plain

    root, problems = read(content.decode("utf-8-sig", "replace"), source.name)
    if problems:
        raise HtsspError(*problems)
    data = plain(root)
    return {p: v for p, v in _flat(data).items() if p not in ("format", "pack")}


def _json(content: bytes, source: Path) -> dict[str, Any]:
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except ValueError as wrong:
        raise HtsspError(
            error(source.name, f"It is not JSON ({wrong}).", "Export it again.")
        ) from None
    if not isinstance(data, dict):
        raise HtsspError(error(source.name, "It is not an object.", "Write {path: value, ...}."))
    return {p: v for p, v in _flat(data).items() if p not in ("format", "pack")}


def _csv(content: bytes, source: Path) -> dict[str, Any]:
    from htssp_builder.actions.tables import decoded

    rows = [row for row in csv.reader(io.StringIO(decoded(content))) if any(row)]
    return _one_row(rows, source)


def _xlsx(content: bytes, source: Path) -> dict[str, Any]:
    from htssp_builder.actions.tables import sheet_rows

    return _one_row(sheet_rows(content, source), source)


def _one_row(rows: list[list[str]], source: Path) -> dict[str, Any]:
    if len(rows) != 2:
        raise HtsspError(
            error(
                source.name,
                f"It has {max(len(rows) - 1, 0)} rows of answers.",
                "Give one row of answers under one row of paths, such as district.name.",
            )
        )
    pairs = zip(rows[0], rows[1], strict=False)
    return {path.strip(): value.strip() for path, value in pairs if path.strip() and value.strip()}


def example_names() -> list[str]:
    """The example districts that came with the software."""
    return sorted(f.parent.name for f in shipped("examples").glob(f"*/{ANSWERS}"))


def demo(folder: Path, name: str, formats: tuple[str, ...], *, now: datetime) -> Build:
    """An example district in `folder` with its documents built; built again where it is there."""
    if name not in example_names():
        raise HtsspError(
            error(name, "There is no such example.", f"Choose: {', '.join(example_names())}.")
        )
    if not (folder / ANSWERS).exists():
        workspace = create(folder)
        write_atomically(workspace.answers, (shipped("examples") / name / ANSWERS).read_bytes())
    return build(folder, (), formats, now=now)
