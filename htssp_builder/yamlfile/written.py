"""Data as YAML text that every reader takes for the same strings.

A string stands plain only where YAML 1.1 and 1.2 both read it as that string; telephone numbers,
dates, yes and no, numbers and whatever begins with a sign go between double quotation marks.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from htssp_builder.yamlfile.nodes import Data

WIDTH = 100
"""Columns: a short record stays on one line, a longer one gets a line for each name."""

MOST_PARTS = 3
"""Names of a mapping that stand on one line; a person with five answers is read line by line."""

_STEP = 2
_PLAIN = re.compile(r"[^\W\d_](?:[^\s:#\"\\`]|:(?=\S)| (?=\S))*")
_FLOW_PLAIN = re.compile(r"[^\W\d_](?:[^\s:#?\"\\`,\[\]{}]| (?=\S))*")
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_ESCAPED = re.compile(
    '[\x00-\x1f\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufff9-\uffff"\\\\]'
)
_SHORT = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


class Form(NamedTuple):
    """A value as written in a block: `inline` stands behind the colon ("" for nothing), `lines`
    below it, indented, without line breaks."""

    inline: str
    lines: list[str]


def form(data: Data, indent: int) -> Form:
    """A value below a name that stands `indent` columns in."""
    if isinstance(data, str):
        return _text(data, indent)
    if not data or (indent > 0 and _is_short(data, indent)):
        return Form(flow(data), [])
    if isinstance(data, Mapping):
        return Form("", entries(data, indent + _STEP))
    lines = [line for item in data for line in list_item(item, indent + _STEP)]
    return Form("", lines)


def entries(data: Mapping[str, Data], indent: int) -> list[str]:
    """The lines of a mapping, `indent` columns in."""
    lines = []
    for name, value in data.items():
        written = form(value, indent)
        head = f"{' ' * indent}{_name(name)}:"
        lines.append(f"{head} {written.inline}" if written.inline else head)
        lines += written.lines
    return lines


def list_item(data: Data, indent: int, *, in_block: bool = False) -> list[str]:
    """The lines of one entry of a list, its hyphen `indent` columns in.

    in_block: gives a record a line for each name even where it would fit on one.
    """
    inner = indent + _STEP
    if isinstance(data, Mapping) and data and (in_block or not _is_short(data, indent)):
        lines = entries(data, inner)
    elif isinstance(data, str) or not data or _is_short(data, indent) or in_block:
        written = form(data, indent)
        lines = [f"{' ' * inner}{written.inline}", *written.lines]
    else:
        lines = [line for item in data for line in list_item(item, inner)]
    return [f"{' ' * indent}- {lines[0][inner:]}", *lines[1:]]


def flow(data: Data) -> str:
    """Data on one line: `{id: lincoln, name: Lincoln Elementary}`."""
    if isinstance(data, str):
        return scalar(data, in_flow=True)
    if isinstance(data, Mapping):
        return "{" + ", ".join(map(entry, data.items())) + "}"
    return "[" + ", ".join(flow(item) for item in data) + "]"


def entry(pair: tuple[str, Data]) -> str:
    """One name with its value, as it stands between braces."""
    name, value = pair
    return f"{_name(name)}: {flow(value)}"


def _name(name: str) -> str:
    """A name as people write it: `on` stays plain, as every reader of ours takes names as
    text."""
    return name if name.lower() in _WORDS else scalar(name, in_flow=True)


def scalar(text: str, *, in_flow: bool) -> str:
    """A string on one line, plain or between double quotation marks."""
    plain = _FLOW_PLAIN if in_flow else _PLAIN
    if plain.fullmatch(text) and text.lower() not in _WORDS and not _ESCAPED.search(text):
        return text
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    if sign in _SHORT:
        return _SHORT[sign]
    return f"\\x{ord(sign):02x}" if ord(sign) < 0x100 else f"\\u{ord(sign):04x}"


def _text(text: str, indent: int) -> Form:
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if len(lines) < 2 or not _is_literal(lines):
        return Form(scalar(text, in_flow=False), [])
    margin = " " * (indent + _STEP)
    return Form("|" if text != body else "|-", [margin + line if line else "" for line in lines])


def _is_literal(lines: list[str]) -> bool:
    """Whether text survives as a block: a first line's leading spaces would count as
    indentation, empty lines at the ends would be trimmed, and editors strip trailing spaces."""
    bare = "".join(lines).replace('"', "").replace("\\", "")
    return (
        bool(lines[0] and lines[-1])
        and not lines[0].startswith(" ")
        and not _ESCAPED.search(bare)
        and all(line == line.rstrip() for line in lines)
    )


def _is_short(data: Data, indent: int) -> bool:
    """Whether data belongs on one line. A mapping of nothing but mappings never does: it is a
    chapter, not a record."""
    if isinstance(data, str):
        return "\n" not in data
    if isinstance(data, Mapping) and all(isinstance(v, Mapping) for v in data.values()):
        return not data
    return _is_flat(data) and len(flow(data)) + indent + _STEP <= WIDTH


def _is_flat(data: Data) -> bool:
    """Whether it is one line's worth by its shape: a list of records gets a line for each."""
    if isinstance(data, str):
        return "\n" not in data
    if isinstance(data, Mapping):
        return len(data) <= MOST_PARTS and all(map(_is_flat, data.values()))
    return all(isinstance(item, str) and "\n" not in item for item in data)
