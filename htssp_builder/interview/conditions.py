"""Conditions of the questionnaire: `programs.virtual and district.state in [CA, TX]`.

A condition is: a path, `not`, `and`, `or`, `==`, `in [..]` and parentheses; a path without an
answer is false. Parsed here and never evaluated as Python.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

Answer = Callable[[str], str]
"""Gives the text of an answer by its path, "" where there is none (and "" for the answer no)."""

_TOKEN = re.compile(
    r"\s*(?:(?P<sign>==|[()\[\],])|(?P<text>\"[^\"]*\"|'[^']*')|(?P<word>[\w.\-/+]+))"
)


class ConditionError(ValueError):
    """The condition cannot be read; the message says where and why."""


class Condition(NamedTuple):
    """kind: "path" (value = the path), "is" (value = path, options), "not", "and", "or"."""

    kind: str
    value: str = ""
    options: tuple[str, ...] = ()
    parts: "tuple[Condition, ...]" = ()

    def holds(self, answer: Answer) -> bool:
        """Whether the condition is true of the answers that `answer` gives."""
        if self.kind == "path":
            return bool(answer(self.value))
        if self.kind == "is":
            return answer(self.value) in self.options
        if self.kind == "not":
            return not self.parts[0].holds(answer)
        return (all if self.kind == "and" else any)(part.holds(answer) for part in self.parts)

    def paths(self) -> Iterator[str]:
        """Every answer path the condition asks for."""
        if self.value:
            yield self.value
        for part in self.parts:
            yield from part.paths()


def parse_condition(text: str) -> Condition:
    """The condition that `text` writes down. Raises ConditionError with a sentence."""
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(self._split(text))
        self.at = 0

    def _split(self, text: str) -> Iterator[tuple[str, str]]:
        position, end = 0, len(text.rstrip())
        while position < end:
            match = _TOKEN.match(text, position)
            if match is None:
                raise ConditionError(f"'{text[position:].strip()}' is not understood in '{text}'.")
            yield match.lastgroup or "", match[match.lastgroup or 0]
            position = match.end()

    def _peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def _next(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise ConditionError(f"'{self.text}' ends too early.")
        self.at += 1
        return self.tokens[self.at - 1]

    def _expect(self, sign: str) -> None:
        found = self._next()[1]
        if found != sign:
            raise ConditionError(f"'{sign}' is expected before '{found}' in '{self.text}'.")

    def whole(self) -> Condition:
        condition = self._any()
        if self.at < len(self.tokens):
            raise ConditionError(f"'{self._peek()}' is one word too many in '{self.text}'.")
        return condition

    def _any(self) -> Condition:
        return self._chain("or", self._all)

    def _all(self) -> Condition:
        return self._chain("and", self._one)

    def _chain(self, word: str, part: Callable[[], Condition]) -> Condition:
        parts = [part()]
        while self._peek() == word:
            self._next()
            parts.append(part())
        return parts[0] if len(parts) == 1 else Condition(word, parts=tuple(parts))

    def _one(self) -> Condition:
        kind, text = self._next()
        if text == "not":
            return Condition("not", parts=(self._one(),))
        if text == "(":
            inside = self._any()
            self._expect(")")
            return inside
        if kind != "word":
            raise ConditionError(f"A question's path is expected where '{text}' stands.")
        return self._comparison(text)

    def _comparison(self, path: str) -> Condition:
        if self._peek() == "==":
            self._next()
            return Condition("is", path, (self._literal(),))
        if self._peek() != "in":
            return Condition("path", path)
        self._next()
        self._expect("[")
        options = [self._literal()]
        while self._peek() == ",":
            self._next()
            options.append(self._literal())
        self._expect("]")
        return Condition("is", path, tuple(options))

    def _literal(self) -> str:
        kind, text = self._next()
        if kind == "sign":
            raise ConditionError(f"A value is expected where '{text}' stands in '{self.text}'.")
        return text[1:-1] if kind == "text" else text
