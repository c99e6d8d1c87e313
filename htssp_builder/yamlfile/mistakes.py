"""Where a file is not YAML: a sentence for the person who typed it, and the rest still read.

The parser speaks of flow collections and scalars; these sentences speak of lines, names, colons
and quotation marks. Each mistake found is masked and the text is parsed again, so that one
reading names all of them.
"""

import re
from typing import Any, NamedTuple

from htssp_builder.problems import Problem, error

MOST = 25
"""Mistakes named in one reading; after that the file is better opened than listed."""

_MARGIN = "Flow collection continuation line must be indented"
_NAME = re.compile(r"\s*(?:- +)*[^\s#:'\"\[{][^:#]*:(?=\s|$)")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|(?<![\w])'(?:[^']|'')*'|(?:^|\s)#.*")
_SAY = (
    ("Unterminated quoted", "quote"),
    ("Wrong indented multiline quoted", "quote"),
    ("Trailing content after quoted", "after quote"),
    ("cannot contain mapping syntax", "colon"),
    ("Block mapping cannot start on same line", "colon"),
    ("Plain scalar cannot start", "sign"),
    ("Alias without a name", "sign"),
    ("ndefined alias", "alias"),
    ("Invalid escape", "escape"),
    ("inconsistent indentation", "indent"),
    ("nested too deeply", "deep"),
    ("Unclosed flow", "bracket"),
    ("ow collection", "bracket"),
    ("Block sequence cannot start on same line", "hyphen"),
)
_SENTENCES = {
    "tab": (
        "The line begins with a tab, which YAML does not allow.",
        "Use spaces instead, as many as the neighbouring lines have.",
    ),
    "quote": (
        "A quotation mark opens here and is not closed on the same line.",
        "Put the same mark at the end of the value; an apostrophe inside '…' is typed twice.",
    ),
    "after quote": (
        "There is more text after the closing quotation mark.",
        'Put one pair of quotation marks around the whole value, and write \\" for one inside it.',
    ),
    "colon": (
        "The value contains a colon followed by a space, which looks like a second name.",
        'Put quotation marks around the value: name: "Annex: north wing".',
    ),
    "sign": (
        "The value begins with a sign that has a meaning of its own in YAML.",
        "Put quotation marks around the value.",
    ),
    "alias": (
        "The value begins with *, which YAML takes for a reference to a label, not for text.",
        "Put quotation marks around the value.",
    ),
    "escape": (
        'A backslash stands inside "…" where it means something else.',
        "Type the backslash twice, or put the value between single quotation marks.",
    ),
    "indent": (
        "The line is indented differently from the lines it belongs with.",
        "Give it exactly as many spaces at the beginning as its neighbours have.",
    ),
    "deep": (
        "Too many lists or groups are opened inside each other.",
        "Remove the surplus brackets or indentation.",
    ),
    "bracket": (
        "A bracket, { or [, opens here and is not closed properly.",
        "Separate the values with commas and close with the matching } or ]; "
        "indent the lines in between.",
    ),
    "hyphen": (
        "A list begins on the same line as its name.",
        "Put the first hyphen on the next line, or quotation marks around the value.",
    ),
    "no colon": (
        "There is no colon after the name.",
        'Write the name, a colon, a space and the value: phone: "(530) 555-0142".',
    ),
    "no space": (
        "There is no space after the colon.",
        "Write the name, a colon, a space and the value: state: CA.",
    ),
    "other": (
        "The line could not be understood.",
        "Write a name, a colon, a space and the value; begin each entry of a list with a hyphen "
        "and a space.",
    ),
}


class Mistake(NamedTuple):
    """line: 0 is the first one. message: the parser's own words."""

    line: int
    message: str


def recover(text: str, name: str) -> tuple[str, list[Problem]]:
    """The text with every broken place blanked (same number of lines), and what was wrong.

    text: without byte order mark and control characters, ending with a line break.
    name: of the file, for the places of the problems.
    """
    lines = text.split("\n")
    problems: list[Problem] = []
    seen: set[int] = set()
    for _ in range(2 * MOST):
        found = find_mistakes("\n".join(lines))
        if not found:
            return "\n".join(lines), problems
        mistake = _first(found, lines)
        kind = _kind(mistake, lines[mistake.line])
        where = f"{name}:{mistake.line + 1}"
        if mistake.line not in seen:
            problems.append(error(where, *_SENTENCES[kind]))
        if kind == "deep" or len(problems) == MOST:
            break
        _mask(lines, mistake.line, kind, again=mistake.line in seen)
        seen.add(mistake.line)
    return "\n", problems


def find_mistakes(text: str) -> list[Mistake]:
    """Every mistake that the parser and its checks see; an empty list means sound YAML."""
    from yaml_edit import YamlFile

    file, messages = YamlFile.parse_relaxed(text)
    found = []
    for message in messages:
        line, _, rest = message.split(":", 2)
        found.append(Mistake(int(line) - 1, rest))
    breaks = _Lines(text)
    for violation in file.validate(duplicate_keys=False):
        if violation.severity == "error":
            start = violation.byte_range[0] if violation.byte_range else 0
            found.append(Mistake(breaks.line(start), violation.message))
    # A bracket closed at the margin is no mistake of its own, but shows where a real one began.
    return found if any(_MARGIN not in mistake.message for mistake in found) else []


def is_mistake(violation: Any) -> bool:
    """Whether a finding of the parser's checks is refused. A bracket closed at the margin is
    not: people write it so, and every reader takes it."""
    return violation.severity == "error" and _MARGIN not in violation.message


class _Lines:
    """The line of a byte offset; computed only when a mistake was found."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._data = b""

    def line(self, offset: int) -> int:
        self._data = self._data or self._text.encode("utf-8")
        return self._data.count(b"\n", 0, offset)


def _first(found: list[Mistake], lines: list[str]) -> Mistake:
    """The earliest mistake; an unclosed bracket is reported by the parser at the end of the
    file, after the confusion it caused, and is looked for where it opens."""
    first = min(found, key=lambda mistake: mistake.line)
    for mistake in found:
        if "Unclosed flow" in mistake.message:
            first = Mistake(_opening(lines), mistake.message)
    at = min(first.line, len(lines) - 1)
    while at > 0 and not lines[at].strip():
        at -= 1
    return Mistake(at, first.message)


def _opening(lines: list[str]) -> int:
    """The line of the bracket that is not closed, judged by the line that follows it."""
    candidates = [n for n, line in enumerate(lines) if _balance(line) > 0]
    for n in candidates:
        after = next((line for line in lines[n + 1 :] if line.strip()), "")
        if _NAME.match(after) and _indent(after) <= _indent(lines[n]):
            return n
        if after.lstrip().startswith("- "):
            return n
    return candidates[-1] if candidates else len(lines) - 1


def _balance(line: str) -> int:
    bare = _QUOTED.sub(" ", line)
    return sum(bare.count(c) for c in "[{") - sum(bare.count(c) for c in "]}")


def _kind(mistake: Mistake, line: str) -> str:
    if line.lstrip(" ").startswith("\t"):
        return "tab"
    if _odd_quotes(line):
        return "quote"
    for words, kind in _SAY:
        if words in mistake.message:
            return kind
    content = line.strip().removeprefix("- ")
    if ":" not in content and not line.lstrip().startswith("-"):
        return "no colon"
    if not _NAME.match(line) and re.match(r"[\w.]+:\S", content):
        return "no space"
    return "other"


def _odd_quotes(line: str) -> bool:
    """Whether a double quotation mark opens and is not closed on the line: the parser goes on to
    the next mark, lines below, and complains of what stands there."""
    return _QUOTED.sub(" ", line).count('"') % 2 == 1


def _mask(lines: list[str], at: int, kind: str, *, again: bool) -> None:
    """Blanks a line and what hangs below it. Of `- id: x` the hyphen stays the first time,
    so that the rest of the record is still read and its own mistakes are found."""
    line = lines[at]
    if kind == "tab":
        while at < len(lines) and lines[at].lstrip(" ").startswith("\t"):
            lines[at] = ""
            at += 1
        return
    if line.lstrip().startswith("- ") and not again:
        lines[at] = " " * _indent(line) + "-"
        return
    depth = _indent(line)
    lines[at] = ""
    for n in range(at + 1, len(lines)):
        if lines[n].strip() and _indent(lines[n]) <= depth:
            return
        lines[n] = ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
