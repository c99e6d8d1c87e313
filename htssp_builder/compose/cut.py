"""Cuts the Jinja marks out of a template, so that what is left is plain Markdown.

Every mark becomes one private-use character. A control line standing alone is made to fit
what surrounds it (a table row, a list item or a paragraph), since Markdown would otherwise
break the table or flatten the list. Jinja's own lexer does the cutting.
"""

import re
from typing import NamedTuple

from jinja2 import Environment, TemplateSyntaxError

from htssp_builder.problems import HtsspError, error

FIRST = 0xF0000
BREAK = "\uf8ff"
"""Stands for <br>, a line break within a block."""
NOTHING = "\uf8fe"
"""Stands for a comment, and for the further lines of a mark that was written on several: a line
with nothing else on it is no blank line, which would end a list or a paragraph."""

_ITEM = re.compile(r"^(\s*)([-*]|\d+\.)\s+\S")
_HERE = "\0"
_OPENERS = frozenset({"for", "if", "macro", "set", "call", "filter", "with"})


class Mark(NamedTuple):
    """One Jinja construct. word: "" for `{{ }}`, else its first word; line: in the template."""

    word: str
    inside: str
    line: int

    @property
    def source(self) -> str:
        return f"{{% {self.inside} %}}" if self.word else f"{{{{ {self.inside} }}}}"

    @property
    def opens(self) -> bool:
        if self.word == "set":
            return "=" not in self.inside
        return self.word in _OPENERS


class Cut(NamedTuple):
    """markdown: the text with marks as characters; lines: its line -> the template's line."""

    markdown: str
    marks: list[Mark]
    lines: list[int]


def cut(source: str, name: str, environment: Environment) -> Cut:
    """The template without its marks.

    Raises HtsspError naming file and line where Jinja cannot read the template.
    """
    marks: list[Mark] = []
    text = _replace(source, name, environment, marks)
    lines: list[str] = []
    origin: list[int] = []
    _fit_control_lines(text.replace("<br>", BREAK).split("\n"), marks, lines, origin)
    return Cut("\n".join(lines), marks, origin)


def _replace(source: str, name: str, environment: Environment, marks: list[Mark]) -> str:
    parts: list[str] = []
    inside: list[str] = []
    kind, begun = "", 0
    try:
        for line, token, value in environment.lex(source, name):
            if token in ("variable_begin", "block_begin"):
                _refuse_trimming(value, name, line)
                kind, begun, inside = token, line, []
            elif token in ("variable_end", "block_end"):
                content = "".join(inside).strip()
                word = content.split(None, 1)[0] if kind == "block_begin" and content else ""
                marks.append(Mark(word, content, begun))
                parts.append(chr(FIRST + len(marks) - 1))
                parts.append(f"\n{NOTHING}" * "".join(inside).count("\n"))
                kind = ""
            elif token.startswith("comment"):
                parts.append(NOTHING + f"\n{NOTHING}" * value.count("\n"))
            elif token.startswith("raw"):
                parts.append("\n" * value.count("\n"))
            else:
                (inside if kind else parts).append(value)
    except TemplateSyntaxError as wrong:
        raise HtsspError(
            error(
                f"{name}:{wrong.lineno}", f"{wrong.message}.", "Close it, or mend the expression."
            )
        ) from None
    return "".join(parts)


def _refuse_trimming(value: str, name: str, line: int) -> None:
    if value.endswith(("-", "+")):
        raise HtsspError(
            error(f"{name}:{line}", f"'{value}' trims spaces.", "Write it without '-' or '+'.")
        )


def _fit_control_lines(
    text: list[str], marks: list[Mark], lines: list[str], origin: list[int]
) -> None:
    """An end, or an else, takes the form that its beginning took: what it closes stands there."""
    kept = [(n, line.replace(NOTHING, "")) for n, line in enumerate(text, 1) if not _empty(line)]
    forms: list[str] = []
    for at, (number, line) in enumerate(kept):
        fitted = [line]
        if _only_controls(line, marks):
            bare = line.strip()
            words = [marks[ord(sign) - FIRST] for sign in bare]
            form = _form(words[0], forms, lines, _next_content(kept[at + 1 :], marks))
            for mark in words:
                if mark.opens:
                    forms.append(form)
                elif mark.word.startswith("end") and forms:
                    forms.pop()
            fitted = [form.replace(_HERE, bare)] if form else ["", bare, ""]
        lines.extend(fitted)
        origin.extend([number] * len(fitted))


def _form(mark: Mark, forms: list[str], lines: list[str], after: str) -> str:
    """The line that holds a control: a table row, a list item, or "" for a paragraph."""
    if forms and (mark.word.startswith("end") or mark.word in ("else", "elif")):
        return forms[-1]
    before = lines[-1] if lines else ""
    if before.startswith("|") or (after.startswith("|") and before.strip()):
        return f"| {_HERE} |"
    item = _ITEM.match(after) or _ITEM.match(_last_item(lines))
    return f"{item[1]}{item[2]} {_HERE}" if item else ""


def _empty(line: str) -> bool:
    return NOTHING in line and not line.replace(NOTHING, "").strip()


def _only_controls(line: str, marks: list[Mark]) -> bool:
    bare = line.strip()
    return bool(bare) and all(
        0 <= ord(c) - FIRST < len(marks) and marks[ord(c) - FIRST].word for c in bare
    )


def _next_content(lines: list[tuple[int, str]], marks: list[Mark]) -> str:
    return next((line for _, line in lines if not _only_controls(line, marks)), "")


def _last_item(lines: list[str]) -> str:
    """The list item that the last line belongs to, "" where it belongs to none."""
    for line in reversed(lines):
        if not line.strip() or _ITEM.match(line):
            return line
    return ""
