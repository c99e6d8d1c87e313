"""The Jinja that templates are written in: sandboxed, strict, and printing objects, not text."""

from collections.abc import Iterable
from typing import Any

from jinja2 import StrictUndefined, TemplateRuntimeError, nodes, pass_context
from jinja2.compiler import Frame
from jinja2.nativetypes import NativeCodeGenerator
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from htssp_builder.compose.facts import Given
from htssp_builder.compose.filters import FILTERS
from htssp_builder.compose.lawfacts import LawFact
from htssp_builder.document.text import digest
from htssp_builder.document.tree import Box, Field, Link, Reference, Text


class Enter:
    """The beginning of one turn of a loop; block ids inside it carry the record's id."""

    __slots__ = ("ident",)

    def __init__(self, record: Any) -> None:
        if isinstance(record, Given | LawFact):
            self.ident = record.ident
        else:
            known = record.get("id") if isinstance(record, dict) else None
            self.ident = str(known or digest(repr(record)))


PRINTABLE = (Enter, Text, Field, Link, Reference, Box)


def _made_of_words(value: Any) -> bool:
    """What a filter, a macro or a `set` block made."""
    return isinstance(value, list) and all(
        isinstance(part, (str, *PRINTABLE)) or _made_of_words(part) for part in value
    )


@pass_context
def _finalize(context: Context, value: Any) -> Any:
    """What a `{{ }}` gives to the builder. Constants pass here too, at run time."""
    if isinstance(value, Given | LawFact):
        return value.inline()
    if isinstance(value, StrictUndefined):
        value._fail_with_undefined_error()
    if isinstance(value, str):
        return Text(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return Text(f"{value:,}")
    if isinstance(value, PRINTABLE) or _made_of_words(value):
        return value
    what = "has no value here" if value is None else "is not something to print"
    raise TemplateRuntimeError(f"What stands between the braces {what}.")


def _collect(values: Iterable[Any]) -> Any:
    return list(values)


class _Generator(NativeCodeGenerator):
    """Constant text is operations; what is printed stays an object."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        self.fail("'~' makes a string, in which an answer loses its path", node.lineno)


class Templates(SandboxedEnvironment):
    """Makes programs. Only the pack's own filters exist; names of parts are found by `part`."""

    code_generator_class = _Generator
    concat = staticmethod(_collect)

    def __init__(self) -> None:
        super().__init__(
            undefined=StrictUndefined, finalize=_finalize, autoescape=False, cache_size=0
        )
        self.filters = dict(FILTERS)
        self.tests = {n: self.tests[n] for n in ("defined", "undefined")}
        self.globals = {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A part of an answer or of the law; anything else as the sandbox allows."""
        if isinstance(obj, Given | LawFact):
            table = isinstance(obj, Given) and obj.shape.kind == "records"
            part = None if table else obj.part(attribute)
            if part is None:
                raise TemplateRuntimeError(f"The questionnaire has no '{obj.path}.{attribute}'.")
            return part
        if isinstance(obj, dict):
            if attribute not in obj:
                raise TemplateRuntimeError(f"There is no '{attribute}' here.")
            return obj[attribute]
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The same by `x["name"]`: a name of Python's own is never reached that way."""
        if isinstance(obj, Given | LawFact | dict):
            return self.getattr(obj, str(argument))
        return super().getitem(obj, argument)
