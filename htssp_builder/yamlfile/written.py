"""Data as YAML text that every reader takes for the same strings.

A string stands plain only where YAML 1.1 and 1.2 both read it as that string; telephone numbers,
dates, yes and no, numbers and whatever begins with a sign go between double quotation marks.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from htssp_builder.yamlfile.nodes import Data

WIDTH = 100
"""Columns: a short record stays on one line, a longer one gets a line for each name."""

_STEP = 2
_PLAIN = re.compile(r"[^\W\d_](?:[^\s:#,\[\]{}\"'\\&*!|>%@`]|:(?=\S)|[,\"'&*!()]| (?=\S))*")
_FLOW_PLAIN = re.compile(r"[^\W\d_](?:[^\s:#,\[\]{}\"'\\&*!|>%@`]|['&!()]| (?=\S))*")
_WORDS = frozenset("y n yes no on off true false null none nan inf".split())
_ESCAPED = re.compile("[\x00-\x1f\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064"
                      "\ufeff\ufff9-\uffff\"\\\\]")
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
        head = f"{' ' * indent}{scalar(name, in_flow=True)}:"
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
    return f"{scalar(name, in_flow=True)}: {flow(value)}"


def scalar(text: str, *, in_flow: bool) -> str:
    """A string on one line, plain or between double quotation marks."""
    plain = _FLOW_PLAIN if in_flow else _PLAIN
    if plain.fullmatch(text) and text.lower() not in _WORDS and not _ESCAPED.search(text, 0):
        return text
    if not in_flow and _is_plain_with_quotes(text):
        return text
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _is_plain_with_quotes(text: str) -> bool:
    """Quotation marks inside a plain string mean themselves; escaping would only hide them."""
    bare = text.replace('"', "")
    return (
        text[:1] != '"'
        and bare.lower() not in _WORDS
        and _PLAIN.fullmatch(text) is not None
        and not _ESCAPED.search(bare)
    )


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    if sign in _SHORT:
        return _SHORT[sign]
    return f"\\x{ord(sign):02x}" if ord(sign) < 0x100 else f"\\u{ord(sign):04x}"


def _text(text: str, indent: int) -> Form:
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if len(lines) < 2 or not all(map(_is_literal, lines)) or not lines[0] or not lines[-1]:
        return Form(scalar(text, in_flow=False), [])
    margin = " " * (indent + _STEP)
    return Form("|" if text != body else "|-", [margin + line if line else "" for line in lines])


def _is_literal(line: str) -> bool:
    """Whether a line survives in a block: leading spaces would count as indentation, and
    editors strip trailing ones."""
    bare = _ESCAPED.search(line.replace('"', "").replace("\\", ""))
    return bare is None and line == line.strip()


def _is_short(data: Data, indent: int) -> bool:
    """Whether data belongs on one line. A mapping of nothing but mappings never does: it is a
    chapter, not a record."""
    if isinstance(data, str):
        return "\n" not in data
    if isinstance(data, Mapping) and all(isinstance(v, Mapping) for v in data.values()):
        return not data
    return _is_flat(data) and len(flow(data)) + indent + _STEP <= WIDTH


def _is_flat(data: Data) -> bool:
    if isinstance(data, str):
        return "\n" not in data
    values: Sequence[Data] = list(data.values()) if isinstance(data, Mapping) else list(data)
    return all(_is_flat(value) for value in values)
