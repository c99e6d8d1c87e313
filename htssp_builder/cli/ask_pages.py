"""What a person looks up between two questions: help, the answers so far, the protocol's words."""

from datetime import date
from itertools import groupby

from htssp_builder.actions.ask import Sitting
from htssp_builder.actions.ask_view import View, look, sentences
from htssp_builder.cli.ask_console import Console
from htssp_builder.cli.ask_screen import NEEDED, law_line, part_label, wrapped
from htssp_builder.interview.course import Stop
from htssp_builder.interview.hints import part_example, part_hint
from htssp_builder.interview.values import KINDS

_MOST_SENTENCES = 12
_MOST_OF_ONE = 2
"""Of one section, so that the sections and documents after it are seen too."""


def show_help(sitting: Sitting, console: Console, stop: Stop, view: View) -> None:
    """Everything there is to say about a question."""
    question = stop.question
    console.say(f"{question.label}: {part_label(stop)}" if stop.path != stop.whole else
                question.label, strong=True)  # fmt: skip
    for text in (question.help, part_hint(stop.path) if stop.path != stop.whole else ""):
        if text:
            console.say(wrapped(text))
    example = question.example if stop.path == stop.whole else part_example(stop.path)
    if not example and stop.shape.kind in KINDS:
        example = KINDS[stop.shape.kind].example
    if example:
        console.say(wrapped(f"Example: {example}"))
    console.say(wrapped(f"It is {NEEDED[stop.shape.required]}. Its path is {stop.path}."))
    if view.law is not None:
        console.say(wrapped(law_line(view.law, view.confirmed)))
    for key in question.basis:
        console.say(wrapped(f"Asked because of: {_source(sitting, key)}"))


def _source(sitting: Sitting, key: str) -> str:
    """A source by its title and address; our own design is not passed off as a requirement."""
    if key == "R":
        return "our own working design, not a requirement of a law or agency."
    if key.startswith("law."):
        return "the law of your state."
    entry = sitting.district.opened.pack.sources.get(key, {})
    parts = [str(entry.get(name) or "") for name in ("title", "publisher", "address", "url")]
    return ", ".join(part for part in parts if part) or key


def show_review(sitting: Sitting, console: Console, stop: Stop) -> None:
    """The answers of a section, a line for each question or person."""
    section = next(s for s in sitting.sections if s.id == stop.section)
    console.say(f"{section.title}: the answers so far", strong=True)
    missing = {gap.path for gap in sitting.gaps(section.id) if gap.state == "missing"}
    lines: dict[str, list[str]] = {}
    for other in sitting.row(section=section.id):
        if other.kind == "more":
            continue
        above = other.path.rpartition(".")[0] if other.path != other.whole else other.path
        label = other.question.label + (", alternate" if ".alternate" in above else "")
        words = lines.setdefault(f"{label}", [])
        shown = _reviewed(sitting, other)
        if not shown and other.path in missing:
            named = above != other.path and part_label(other) != other.question.label
            shown = f"{part_label(other).lower()} missing" if named else "missing"
        if shown:
            words.append(shown)
    for label, words in lines.items():
        console.say(wrapped(f"{label}: {'; '.join(words) or '-'}"))


def _reviewed(sitting: Sitting, stop: Stop) -> str:
    if stop.kind == "records":
        node = sitting.answers.node(stop.path)
        count = len(getattr(node, "items", ()))
        return f"{count} {'row' if count == 1 else 'rows'}" if count else ""
    view = look(sitting, stop)
    if view.state == "unknown" and view.unknown is not None:
        return f"not known yet, {view.unknown.who} will find out"
    mark = {"default": " (default)", "law": " (from the law data)"}.get(view.state, "")
    return f"{view.text}{mark}" if view.text else ""


def show_sentences(sitting: Sitting, console: Console, stop: Stop, today: date) -> None:
    """The words of the documents in which an answer stands."""
    path = stop.whole if stop.question.type in ("clock", "statement") else stop.path
    found = sentences(sitting, path, today)
    if not found:
        console.say("  It is printed nowhere as it stands; it may decide what is printed.")
    shown = 0
    for section, group in groupby(found, key=lambda sentence: sentence.section):
        if shown < _MOST_SENTENCES:
            console.say(wrapped(f"{section}:"))
        for sentence in list(group)[: min(_MOST_OF_ONE, max(0, _MOST_SENTENCES - shown))]:
            console.say(wrapped(sentence.text, "    "))
            shown += 1
    if len(found) > shown:
        console.say(f"  ... and at {len(found) - shown} more places.")


def choose_jump(sitting: Sitting, console: Console, row: list[Stop]) -> str:
    """The key of the stop to go to, "" to stay."""
    console.say("Where to?", strong=True)
    for number, section in enumerate(sitting.sections, 1):
        tally = sitting.tally(section.id)
        console.say(
            f"  {number:>2}  {section.title} ({tally.answered} of {tally.asked}"
            f"{f', {tally.by_default} by default' if tally.by_default else ''})"
        )
    typed = console.line("Number of a section, or a word of a question (Enter stays): ")
    if not typed:
        return ""
    if typed.isdigit() and 0 < int(typed) <= len(sitting.sections):
        wanted = sitting.sections[int(typed) - 1].id
        return next((stop.key for stop in row if stop.section == wanted), "")
    return _found(console, row, typed)


def _found(console: Console, row: list[Stop], typed: str) -> str:
    words = typed.casefold().split()
    named: dict[str, Stop] = {}
    for stop in row:
        text = f"{stop.question.label} {stop.whole}".casefold()
        if stop.path == typed or all(word in text for word in words):
            named.setdefault(stop.whole, stop)
    found = list(named.values())[:20]
    if len(found) < 2:
        if not found:
            console.say(f"  No question that is asked of you has '{typed}' in it.")
        return found[0].key if found else ""
    for number, stop in enumerate(found, 1):
        console.say(f"  {number:>2}  {stop.question.label}")
    picked = console.line("Which number (Enter stays): ")
    known = picked.isdigit() and 0 < int(picked) <= len(found)
    return found[int(picked) - 1].key if known else ""
