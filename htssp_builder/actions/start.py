"""A district's folder: a new one, from answers that are there already, or from an example."""

import json
from contextlib import suppress
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from shutil import rmtree
from typing import Any

from htssp_builder.actions.build import Build, build
from htssp_builder.actions.district import ANSWERS
from htssp_builder.actions.packs import Opened, open_pack
from htssp_builder.actions.tables import csv_rows, sheet_rows
from htssp_builder.interview.answers import Answers, check_answers, nearest
from htssp_builder.interview.shapes import Shape, find_shape
from htssp_builder.interview.values import BadValue, tidy
from htssp_builder.pack.find import shipped
from htssp_builder.planning.progress import PROGRESS
from htssp_builder.problems import HtsspError, error
from htssp_builder.workspace.files import write_atomically
from htssp_builder.workspace.folder import create
from htssp_builder.yamlfile.edit import set_value
from htssp_builder.yamlfile.nodes import plain
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
    given = _read_source(source, opened) if source is not None else {}
    if source is None:
        text += _questions(opened)
    if state:
        wanted = _state(opened.shape, state, "--state")
        _refuse_two_states(opened.shape, given.get("district.state"), wanted, source)
        given["district.state"] = wanted
    for path in given:
        _refuse_unknown(opened.shape, path, source)
    for group, answers in _nested(given, source).items():
        text = _laid_in(text, (group,), answers)
    _refuse_mistakes(text, opened, source)
    _begin(folder, text.encode())
    return len(given)


def _nested(given: dict[str, Any], source: Path | None) -> dict[str, Any]:
    """Answers by path as a tree: writing a group at once is ten times as quick as one by one."""
    tree: dict[str, Any] = {}
    for path, value in given.items():
        *above, last = path.split(".")
        here: Any = tree
        for step in above:
            here = here.setdefault(step, {}) if isinstance(here, dict) else None
        if not isinstance(here, dict) or last in here:
            raise HtsspError(
                error(str(source), f"'{path}' is given as a whole and in parts.", "Give one only.")
            )
        here[last] = value
    return tree


def _laid_in(text: str, path: tuple[str, ...], answers: Any) -> str:
    """The text with answers in their places; questions that stand there already stay."""
    there = read(text, ANSWERS)[0].entries.get(path[0])
    if there is None or not isinstance(answers, dict):
        return set_value(text, path, answers, name=ANSWERS)
    for name, value in answers.items():
        text = set_value(text, (*path, name), value, name=ANSWERS)
    return text


def _begin(folder: Path, answers: bytes, progress: bytes = b"") -> None:
    """A workspace with these answers and this progress; where they cannot be written, no part of
    it stays, so that the same command can be given again."""
    was_there = folder.is_dir()
    workspace = create(folder)
    try:
        if progress:
            write_atomically(workspace.progress, progress)
        write_atomically(workspace.answers, answers)
    except BaseException:
        workspace.progress.unlink(missing_ok=True)
        for made in (workspace.documents, workspace.state):
            rmtree(made, ignore_errors=True)
        if not was_there:
            with suppress(OSError):
                folder.rmdir()
        raise


def _state(shape: Shape, typed: str, where: str) -> str:
    """The two letters of a state. Raises HtsspError where there is none of this name."""
    question = find_shape(shape, "district.state")
    try:
        return tidy("choice", typed, question.choices if question else ())
    except BadValue as bad:
        raise HtsspError(error(where, bad.what, bad.remedy)) from None


def _refuse_two_states(shape: Shape, given: Any, stated: str, source: Path | None) -> None:
    """The law of the wrong state would stand in the documents."""
    if isinstance(given, str) and given and _state(shape, given, str(source)) != stated:
        raise HtsspError(
            error(
                str(source),
                f"The state in it is '{given}', but --state says '{stated}'.",
                "Leave out --state, or mend the file.",
            )
        )


def _refuse_unknown(shape: Shape, path: str, source: Path | None) -> None:
    found = find_shape(shape, path)
    if found is not None and found.kind == "group":
        inside = ", ".join(f"{path}.{part}" for part in list(found.parts)[:3])
        raise HtsspError(
            error(str(source or path), f"'{path}' has parts.", f"Name one of: {inside} ...")
        )
    if found is None:
        near = nearest(shape, path) or "See `htssp pack show` for the paths."
        raise HtsspError(error(str(source or path), f"The questionnaire has no '{path}'.", near))


def _refuse_mistakes(text: str, opened: Opened, source: Path | None) -> None:
    """The line of a mistake is one of the file that was made, so that it is not named."""
    root, problems = read(text, ANSWERS)
    problems = [*problems, *check_answers(Answers(opened.shape, root, ANSWERS))]
    if problems:
        name = source.name if source else ANSWERS
        raise HtsspError(*(problem._replace(where=name) for problem in problems))


def _questions(opened: Opened) -> str:
    """The ten-minute part as lines to fill in, each with its question above it."""
    lines: list[str] = []
    for section in opened.pack.sections:
        wanted = [q for q in section.questions if q.required == "draft" and q.type != "records"]
        if not wanted or section.id not in ("district", "essentials"):
            continue
        lines += ["", f"# {section.title}"]
        opened_groups: set[str] = set()
        for question in wanted:
            group, _, name = question.id.rpartition(".")
            if group not in opened_groups:
                opened_groups.add(group)
                lines.append(f"{group}:")
            lines += [f"  # {question.label}. {question.help}".rstrip(), f"  {name}:"]
    return "\n".join(lines) + "\n" if lines else ""


def _read_source(source: Path, opened: Opened) -> dict[str, Any]:
    try:
        content = source.read_bytes()
    except OSError as wrong:
        raise HtsspError(
            error(str(source), f"The file cannot be read ({wrong.strerror}).", "Check its name.")
        ) from None
    ending = source.suffix.lower()
    if ending in (".yaml", ".yml"):
        return _yaml(content, source, opened)
    if ending == ".json":
        return _json(content, source)
    if ending == ".csv":
        return _one_row(csv_rows(content, source), source)
    if ending == ".xlsx":
        return _one_row(sheet_rows(content, source), source)
    raise HtsspError(
        error(str(source), "This kind of file is not read.", "Use YAML, JSON, CSV or XLSX.")
    )


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


def _yaml(content: bytes, source: Path, opened: Opened) -> dict[str, Any]:
    root, problems = read(_utf8(content, source), source.name)
    problems = [*problems, *check_answers(Answers(opened.shape, root, source.name))]
    if problems:
        raise HtsspError(*problems)
    return _answers_of(plain(root))


def _json(content: bytes, source: Path) -> dict[str, Any]:
    """Numbers stay as they were typed, and a name that stands twice is refused."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        twice = [name for at, (name, _) in enumerate(pairs) if name in dict(pairs[:at])]
        if twice:
            raise HtsspError(
                error(source.name, f"'{twice[0]}' stands twice in it.", "Keep the right one.")
            )
        return dict(pairs)

    try:
        data = json.loads(
            _utf8(content, source), object_pairs_hook=once, parse_float=str, parse_int=str
        )
    except (ValueError, RecursionError) as wrong:
        raise HtsspError(
            error(source.name, f"It is not JSON ({wrong}).", "Export it again.")
        ) from None
    if not isinstance(data, dict):
        raise HtsspError(error(source.name, "It is not an object.", "Write {path: value, ...}."))
    return _answers_of(data)


def _utf8(content: bytes, source: Path) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise HtsspError(
            error(
                f"{source.name}:{line}",
                "The file is not saved as UTF-8 text.",
                "Open it in a text editor and save it again with the encoding UTF-8.",
            )
        ) from None


def _answers_of(data: Any) -> dict[str, Any]:
    return {p: v for p, v in _flat(data).items() if p not in ("format", "pack")}


def _one_row(rows: list[list[str]], source: Path) -> dict[str, Any]:
    if len(rows) != 2:
        raise HtsspError(
            error(
                source.name,
                f"It has {max(len(rows) - 1, 0)} rows of answers.",
                "Give one row of answers under one row of paths, such as district.name.",
            )
        )
    paths, values = ([cell.strip() for cell in row] for row in rows)
    answers: dict[str, Any] = {}
    for path, value in zip_longest(paths, values, fillvalue=""):
        if value and not path:
            raise HtsspError(
                error(source.name, f"Above '{value}' stands no path.", "Write its path there.")
            )
        if path in answers:
            raise HtsspError(
                error(source.name, f"The path '{path}' stands twice.", "Keep the right one.")
            )
        if value:
            answers[path] = value
    return answers


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
        kept = shipped("examples") / name
        _begin(folder, (kept / ANSWERS).read_bytes(), (kept / PROGRESS).read_bytes())
    return build(folder, (), formats, now=now)
