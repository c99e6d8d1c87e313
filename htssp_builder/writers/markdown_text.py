"""Words as Markdown: whatever a person typed comes out of a CommonMark renderer as they typed it.

Escapes only what would be read as a mark where it stands, so that prose stays prose.
"""

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from htssp_builder.document.text import CHECKED, UNCHECKED
from htssp_builder.document.tree import Box, Field, Inline, Link, Text
from htssp_builder.writers.characters import clean, may_open

Place = Literal["block", "line"]
"""block: may go on over several lines. line: a heading or a table cell, all in one line."""

_ANYWHERE = (
    r"[\\`*~|]"  # always a mark somewhere
    r"|(?<!\w)_++|(?<=[^\W_])_++(?![^\W_])"  # inside a word an underscore is only a sign
    r"|\](?=[(\[:])"  # makes a link of what stands before it
    r"|<(?=[A-Za-z/!?]|\Z)"  # opens a tag
    r"|&(?=#?\w*(?:;|\Z))"  # opens a character reference
)
_MARKS = re.compile(_ANYWHERE)
_BLOCK_MARKS = re.compile(rf"{_ANYWHERE}|(?:\A|(?<=\n))\[")  # an address, or a box to tick
_PERHAPS = re.compile(r"[\\`*~|_\[\]<&]")
_LINK_MARKS = re.compile(rf"[\[\]]|{_ANYWHERE}")
_LINE_MARKS = re.compile(
    r"(?P<sign>#(?=#{0,5}(?:[ \t]|$))|>|[-+](?=[ \t-]|$)|=(?==*[ \t]*$)|:(?=-))"
    r"|(?P<number>\d{1,9})(?=[.)](?:[ \t]|$))"
)
_LINE_SIGNS = frozenset("#>-+=:0123456789")
_END_SIGNS = re.compile(r"(?:(?<=[ \t])|^)#+$")
_REFERENCE = re.compile(r"&(?=#?\w+;)")
_EDGE_SPACE = re.compile(r"^\s+|\s+$")


class _Run(NamedTuple):
    text: str
    mark: str = ""
    target: str = ""


_NOTHING = _Run("")


def inline(inlines: Iterable[Inline], place: Place, indent: str = "") -> str:
    """The words of one block as Markdown.

    indent: stands at the beginning of every further line ("> ", or the spaces of a list item).
    Newlines at the ends of a block show nowhere and are left out.
    """
    runs = _runs(inlines)
    pieces: list[str] = []
    for index, run in enumerate(runs):
        if run.target:
            pieces.append(_linked(run))
        else:
            after = runs[index + 1] if index + 1 < len(runs) else _NOTHING
            pieces.append(_marked(run, pieces, after, place))
    lines = "".join(pieces).strip("\n").split("\n")
    if place == "line":
        return "<br>".join([_edges(line) for line in lines])
    return f"\\\n{indent}".join([_line(line) for line in lines])


def closed(text: str) -> str:
    """The words of a heading, so that number signs at their end are not read as its end mark."""
    return _END_SIGNS.sub(r"\\\g<0>", text)


def _runs(inlines: Iterable[Inline]) -> list[_Run]:
    """Neighbours that look alike are one run, as marks may not touch each other."""
    runs: list[_Run] = []
    for item in inlines:
        run = _run(item)
        if not run.text:
            continue
        if runs and not run.target and run.mark == runs[-1].mark and not runs[-1].target:
            runs[-1] = run._replace(text=runs[-1].text + run.text)
        else:
            runs.append(run)
    return runs


def _run(item: Inline) -> _Run:
    if isinstance(item, Box):
        return _Run(CHECKED if item.checked else UNCHECKED)
    text = clean(item.text)
    if isinstance(item, (Text, Field)):
        if (item.strong or item.emphasis) and text.strip():
            return _Run(text, "**" * item.strong + "*" * item.emphasis)
    elif isinstance(item, Link) and text.strip() and may_open(item.target):
        return _Run(text, "", item.target)
    return _Run(text)


def _escape(text: str, marks: re.Pattern[str]) -> str:
    if not _PERHAPS.search(text):
        return text
    return marks.sub(lambda found: "".join([f"\\{sign}" for sign in found[0]]), text)


def _linked(run: _Run) -> str:
    lead, core, trail = _core(run.text)
    target = _REFERENCE.sub("&amp;", run.target)
    target = f"<{target}>" if re.search(r"[()]", target) else target
    return f"{lead}[{_escape(core, _LINK_MARKS)}]({target}){trail}"


def _core(text: str) -> tuple[str, str, str]:
    """The text without the spaces at its ends, which no mark may touch, and those spaces."""
    core = text.strip()
    start = text.index(core)
    return text[:start], core, text[start + len(core) :]


def _marked(run: _Run, before: list[str], after: _Run, place: Place) -> str:
    marks = _MARKS if place == "line" else _BLOCK_MARKS
    if not run.mark:
        text = _escape(run.text, marks)
        # Before a link, these would make a picture or another link of it.
        return f"{text[:-1]}\\{text[-1]}" if after.target and text[-1:] in ("!", "]") else text
    lead, core, trail = _core(run.text)
    left = lead or (before[-1][-1:] if before else "")
    right = trail or after.text[:1]
    inner = _escape(core, marks)
    touches = bool(after.mark) and not right.isspace()
    if not touches and _holds(left, core[0]) and _holds(right, core[-1]):
        return f"{lead}{run.mark}{inner}{run.mark}{trail}"
    return f"{lead}{_tagged(run.mark, inner)}{trail}"


def _holds(outside: str, inside: str) -> bool:
    """True where an emphasis mark between these two characters is sure to be read as one."""
    return not outside or outside.isspace() or inside.isalnum()


def _tagged(mark: str, inner: str) -> str:
    words = inner if mark == "**" else f"<em>{inner}</em>"
    return words if mark == "*" else f"<strong>{words}</strong>"


def _line(line: str) -> str:
    line = _edges(line)
    found = _LINE_MARKS.match(line) if line[:1] in _LINE_SIGNS else None
    if not found:
        return line
    number = found["number"]
    return f"{number}\\{line[len(number) :]}" if number else f"\\{line}"


def _edges(line: str) -> str:
    """A renderer drops spaces at the ends of a line, unless they are written as references."""
    if line[:1].isspace() or line[-1:].isspace():
        return _EDGE_SPACE.sub(_references, line)
    return line


def _references(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(sign)};" for sign in found[0])
