"""Rules about what the protocol covers: languages, settings, tools, training, who signs."""

import re
from collections.abc import Iterator

from htssp_builder.interview.answers import unknown
from htssp_builder.interview.shapes import Shape
from htssp_builder.readiness.case import Case
from htssp_builder.readiness.hits import Hit, listed
from htssp_builder.yamlfile.nodes import Mapping, Node, Scalar, Sequence


def languages(case: Case) -> Iterator[Hit]:
    """Families who speak another language are met by an interpreter, and get it in writing."""
    spoken = re.split(r"[,;/]|\band\b", case.text("district.languages"))
    others = [word.strip() for word in spoken if word.strip() and word.strip().lower() != "english"]
    if not others:
        return
    words = {"languages": listed(others)}
    for rule, path in (
        ("no-interpreter", "interpreter.phone"),
        ("no-translation", "communication.translation"),
    ):
        if not case.said(path) and not _promised(case, path):
            yield Hit(rule, path, words)


def _promised(case: Case, path: str) -> bool:
    return bool(unknown(case.answers.node(path)))


def technology(case: Case) -> Iterator[Hit]:
    """Online classes and district devices need somebody who can secure them."""
    settings = [part.strip() for part in case.truth("scope.programs").split(",")]
    named = case.text("roles.technology.primary.name")
    promised = _promised(case, "roles.technology") or _promised(case, "roles.technology.primary")
    if "virtual" in settings and not named and not promised:
        yield Hit("virtual-without-technology", "roles.technology")


def screening(case: Case) -> Iterator[Hit]:
    """A screening tool is named only where somebody is trained in it."""
    trained = case.text("screening.trained").lower().rstrip(".")
    nobody = not trained or any(trained.startswith(word) for word in case.words("nobody"))
    if case.text("screening.tool") and nobody and not _promised(case, "screening.trained"):
        yield Hit("screening-untrained", "screening.trained", {"tool": case.text("screening.tool")})


def stand_ins(case: Case) -> Iterator[Hit]:
    """Words that fill a place and answer nothing, such as "to be determined"."""
    words = frozenset(case.words("stand_ins"))
    for path, shape, text in _texts(case.answers.root, case.answers.shape, ""):
        if text.strip().lower().rstrip(".") in words:
            yield Hit("stand-in", path, {"label": shape.label or path, "text": text.strip()})


def _texts(node: Node, shape: Shape, path: str) -> Iterator[tuple[str, Shape, str]]:
    """Every value of the answers with its path and shape."""
    if isinstance(node, Scalar):
        yield path, shape, node.text
    elif isinstance(node, Mapping) and "unknown" not in node.entries:
        for name, value in node.entries.items():
            part = shape.child(name)
            if part is not None:
                yield from _texts(value, part, f"{path}.{name}" if path else name)
    elif isinstance(node, Sequence) and shape.kind == "records":
        for item in node.items:
            known = item.entries.get("id") if isinstance(item, Mapping) else None
            ident = known.text if isinstance(known, Scalar) else "?"
            yield from _texts(item, shape.parts["*"], f"{path}.{ident}")


GROUPS = ("buses", "food", "front_desk", "coaches", "substitutes")


def training(case: Case) -> Iterator[Hit]:
    """Drivers, kitchens, front desks, coaches and substitutes see what teachers do not."""
    rows = case.records("training")
    if not rows:
        return
    named = " ".join(f"{row.text('name')} {row.text('course')}" for row in rows).lower()
    missing = [
        case.words(f"trained_{group}")[0]
        for group in GROUPS
        if case.words(f"trained_{group}")
        and not any(_begins(word, named) for word in case.words(f"trained_{group}")[1:])
    ]
    if missing:
        yield Hit("training-groups", "training", {"groups": listed(missing)}, mends=len(missing))


def _begins(word: str, text: str) -> bool:
    """Whether a word of the text begins so: "bus" is in "buses" and not in "abuse"."""
    return re.search(rf"\b{re.escape(word)}", text) is not None


def signatures(case: Case) -> Iterator[Hit]:
    """Each signatory is a named person by the time the protocol is adopted."""
    for row in case.records("control.signatories"):
        if not row.text("name") and row.name:
            yield Hit("signatory-unnamed", f"{row.path}.name", {"role": row.name})
