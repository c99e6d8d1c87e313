"""Templates -> a compiled program (once a pack); program + facts -> a Document."""

import marshal
from typing import Any

from jinja2 import Template, TemplateError

from htssp_builder.compose.drawing import Figures, drawn
from htssp_builder.compose.environment import Enter, Templates
from htssp_builder.compose.facts import Facts, Given
from htssp_builder.compose.finish import finish
from htssp_builder.compose.lawfacts import LawFact, trusted
from htssp_builder.compose.planfacts import PlanFacts
from htssp_builder.compose.planfigure import plan_figures
from htssp_builder.compose.program import Place, Program
from htssp_builder.compose.run import Builder
from htssp_builder.document.text import digest, signature
from htssp_builder.document.tree import Document, Edition
from htssp_builder.pack.model import DocumentSpec, Pack
from htssp_builder.problems import HtsspError, error

_PROGRAM = "<program>"
_FAILURES = (
    TemplateError, TypeError, ValueError, AttributeError, LookupError, ArithmeticError,
    RecursionError,
)  # fmt: skip
"""Whatever an expression of a template can end in."""


def compile_document(pack: Pack, spec: DocumentSpec) -> Program:
    """The program of one document. Raises HtsspError with everything wrong in its templates."""
    from htssp_builder.compose.assemble import assemble

    emitter = assemble(pack, spec)
    environment = Templates()
    source = "".join(emitter.source)
    try:
        written = environment.compile(source, name=spec.id, filename=_PROGRAM, raw=True)
        code = compile(written, _PROGRAM, "exec")
    except TemplateError as wrong:
        line = getattr(wrong, "lineno", 0) or 0
        place = emitter.places[min(line, len(emitter.places)) - 1]
        raise HtsspError(
            error(f"{place.file}:{place.line}", f"{wrong.message}.", "Mend the expression.")
        ) from None
    return Program(tuple(emitter.ops), marshal.dumps(code), tuple(emitter.places))


def compose(
    pack: Pack,
    program: Program,
    spec: DocumentSpec,
    facts: Facts,
    edition: Edition = "internal",
    *,
    figures: Figures | None = None,
) -> Document:
    """The document for these facts. figures: what a template may ask to be drawn, by name;
    those of the plan, where none are handed in.

    Raises HtsspError where a template fails or asks for a figure that there is not, with its place.
    """
    environment = Templates()
    namespace: dict[str, Any] = {"environment": environment, "__file__": _PROGRAM}
    template = Template.from_code(environment, program.load(), namespace)
    known = figures or (plan_figures(facts.planned, pack.style) if facts.planned else {})
    builder = Builder(program.ops, lambda wanted: drawn(wanted, known))
    try:
        context = template.new_context(_context(pack, spec, facts))
        builder.take(template.root_render_func(context))
    except _FAILURES as wrong:
        raise HtsspError(_failure(wrong, template, program.places)) from wrong
    blocks = finish(tuple(builder.blocks), pack)
    return Document(
        id=spec.id,
        title=spec.title,
        organization=facts.answers.text("district.name") or "Name of the district",
        blocks=blocks,
        build=digest(f"{pack.digest}\n{edition}\n{signature(blocks)}"),
        edition=edition,
        running=_running(spec, facts),
        subject=spec.subject,
        keywords=spec.keywords,
        style=pack.style,
    )


def _context(pack: Pack, spec: DocumentSpec, facts: Facts) -> dict[str, Any]:
    answers = facts.answers
    root = Given(facts, "", answers.shape, answers.root)
    names: dict[str, Any] = {name: root.part(name) for name in answers.shape.parts}
    names["enter_"] = Enter
    names["law"] = LawFact(facts.law, "law", facts.law_checked)
    names["fed"] = {
        key: LawFact(fact["fact"], f"fed.{key}", facts.law_checked, trusted(fact))
        for key, fact in pack.federal.items()
    }
    names["contacts"] = {c["id"]: dict(c) for c in pack.contacts}
    names["lines"] = list(pack.contacts)
    names["rule"] = pack.screening
    names["sources"] = [{"id": key, **entry} for key, entry in pack.sources.items()]
    if facts.planned is not None:
        names["plan"] = PlanFacts(pack, facts, facts.planned)
    names["pack"] = {"title": pack.title, "version": pack.version}
    return names


def _running(spec: DocumentSpec, facts: Facts) -> str:
    version = facts.answers.text("control.version")
    return f"{spec.running} {version}".strip() if version else "Draft"


def _failure(wrong: Exception, template: Template, places: tuple[Place, ...]) -> Any:
    line, trace = 0, wrong.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _PROGRAM:
            line = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    place = places[line - 1] if 0 < line <= len(places) else Place("", 0)
    message = getattr(wrong, "message", None) or str(wrong)
    return error(
        f"{place.file}:{place.line}",
        f"{message.rstrip('.')}.",
        "Mend the name in the template, or ask for it.",
    )
