"""Questions that nobody has answered, and answers that are "not known yet"."""

from collections.abc import Iterator
from typing import NamedTuple

from htssp_builder.document.dates import show_date
from htssp_builder.interview.answers import Unknown, unknown
from htssp_builder.interview.shapes import Shape
from htssp_builder.interview.values import read_date
from htssp_builder.pack.model import Question
from htssp_builder.readiness.case import Case, Record, text_of
from htssp_builder.readiness.hits import Hit
from htssp_builder.yamlfile.nodes import Mapping, Node, Scalar, Sequence


class Gap(NamedTuple):
    """One place without an answer. open: who finds out, where it is "not known yet"."""

    path: str
    label: str
    required: str
    open: Unknown | None = None


def unanswered(case: Case) -> Iterator[Hit]:
    """A hit for each question that is asked of this district and has no answer."""
    for question in case.pack.questions():
        if case.answers.asked(question.when):
            yield from _question(case, question)


def _question(case: Case, question: Question) -> Iterator[Hit]:
    shape, node = case.shape(question.id), case.answers.node(question.id)
    if shape is None:
        return
    if shape.kind != "records" or unknown(node) or not case.records(question.id):
        # Any row at all is an answer, a mistaken one too: that is told as a mistake.
        rows = isinstance(node, Sequence) and node.items
        if not (shape.kind == "records" and rows):
            found = list(_gaps(case, shape, node, question.id))
            yield from _hits(found, question.label, question.id)
        return
    for record in case.records(question.id):
        found = list(_gaps(case, shape.parts["*"], record.node, record.path))
        if found:
            yield from _record_hits(found, record, question)


def _gaps(case: Case, shape: Shape, node: Node | None, path: str) -> Iterator[Gap]:
    """Every required place under a shape that is empty, and every one not known yet."""
    open_ = unknown(node)
    if open_ is not None:
        yield Gap(path, _label(shape), shape.required, open_)
    elif shape.kind in ("clock", "statement"):
        yield from _stated(case, shape, node, path)
    elif shape.parts and shape.kind != "records":
        yield from _parts(case, shape, node, path)
    elif shape.required and not _answered(case, shape, node):
        yield Gap(path, shape.label, shape.required)


def _label(shape: Shape) -> str:
    """ "Child abuse report line" alone would sound as if the number were missing."""
    return f"{shape.label}, checked by whom and when" if shape.kind == "verified" else shape.label


def _answered(case: Case, shape: Shape, node: Node | None) -> bool:
    if isinstance(node, Scalar) and node.text.strip():
        return True
    if node is not None and not isinstance(node, Scalar):
        return True  # a list, or a mistake that is told as one
    return bool(case.default(shape.default))


def _parts(case: Case, shape: Shape, node: Node | None, path: str) -> Iterator[Gap]:
    if isinstance(node, Scalar) and node.text.strip():
        return  # one value where parts belong is told as a mistake
    if not isinstance(node, Mapping) or not node.entries:
        if shape.required:
            yield Gap(path, _label(shape), shape.required)
        return
    for name, part in shape.parts.items():
        yield from _gaps(case, part, node.entries.get(name), f"{path}.{name}")


def _stated(case: Case, shape: Shape, node: Node | None, path: str) -> Iterator[Gap]:
    """A time limit or a statement of law: answered by any of its main parts, or by the law."""
    main = ("when", "at_latest") if shape.kind == "clock" else ("text",)
    entries = node.entries if isinstance(node, Mapping) else {}
    for name, part in entries.items():
        open_ = unknown(part)
        if open_ is not None and name in shape.parts:
            yield Gap(f"{path}.{name}", _label(shape.parts[name]), shape.required, open_)
    typed = any(entries.get(name) and (text_of(entries[name]) or unknown(entries[name]))
                for name in main)  # fmt: skip
    known = typed or any(case.default(f"{shape.default}.{name}") for name in main if shape.default)
    if shape.required and not known:
        yield Gap(path, shape.label, shape.required)


def _hits(found: list[Gap], label: str, path: str) -> Iterator[Hit]:
    missing = [gap for gap in found if gap.open is None]
    if missing:
        yield _missing(missing, label, path)
    for gap in found:
        if gap.open is not None:
            yield _promised(gap, gap.label or label)


def _missing(missing: list[Gap], label: str, path: str) -> Hit:
    stage = "draft" if any(gap.required == "draft" for gap in missing) else "final"
    if len(missing) == 1 and missing[0].path.count(".") <= path.count(".") + 1:
        only = missing[0]
        return Hit(f"question-{stage}", only.path, {"label": only.label or label})
    parts = [_without(gap.label, label) for gap in missing]
    words = {"who": label, "parts": "; ".join(parts)}
    return Hit(f"parts-{stage}", missing[0].path if len(missing) == 1 else path, words,
               mends=len(missing))  # fmt: skip


def _without(label: str, whole: str) -> str:
    """ "HTSSP coordinator alternate, phone" without the words that stand before it anyway."""
    rest = label.removeprefix(whole).lstrip(", ")
    return rest or "the first person"


def _record_hits(found: list[Gap], record: Record, question: Question) -> Iterator[Hit]:
    who, path = record.name, record.path
    if record.hidden or not who:
        who = f"{question.item.capitalize()} in row {record.number}"
    missing = [gap for gap in found if gap.open is None]
    if missing:
        stage = "draft" if any(gap.required == "draft" for gap in missing) else "final"
        parts = "; ".join(gap.label[:1].lower() + gap.label[1:] for gap in missing)
        only = missing[0].path if len(missing) == 1 else path
        words = {"who": who, "parts": parts}
        place = question.id if record.hidden else only
        yield Hit(f"parts-{stage}", place, words, mends=len(missing))
    for gap in found:
        if gap.open is not None:
            label = f"{who}, {gap.label[:1].lower()}{gap.label[1:]}" if gap.label else who
            hit = _promised(gap, label)
            yield hit._replace(path=question.id) if record.hidden else hit


def _promised(gap: Gap, label: str) -> Hit:
    """What somebody has promised to find out. The rule for a day gone by is chosen in `judged`."""
    finder = gap.open.who if gap.open and gap.open.who else "Nobody"
    day = read_date(gap.open.by) if gap.open else None
    by = f"by {show_date(day)}" if day else "without a day set"
    rule = "unknown-required" if gap.required else "unknown-optional"
    return Hit(rule, gap.path, {"label": label, "finder": finder, "by": by,
                                "day": day.isoformat() if day else ""})  # fmt: skip


def promises(case: Case) -> Iterator[Hit]:
    """As `unanswered`, with those whose promised day has passed told as such."""
    today = case.today.isoformat()
    for hit in unanswered(case):
        day = hit.words.get("day", "")
        passed = hit.rule.startswith("unknown") and day and day < today
        yield hit._replace(rule="promise-passed") if passed else hit
