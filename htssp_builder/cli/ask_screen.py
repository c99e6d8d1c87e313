"""The words around a question on the screen. Nothing is asked or decided here."""

import textwrap
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from htssp_builder.actions.ask_view import LawNote, View
from htssp_builder.cli.ask_console import width
from htssp_builder.document.dates import show_date
from htssp_builder.interview.course import Stop
from htssp_builder.interview.gaps import Tally
from htssp_builder.interview.hints import part_example
from htssp_builder.interview.values import read_date
from htssp_builder.pack.model import Question, Section

NEEDED = {"draft": "needed for a draft", "final": "needed for the final version", "": "optional"}

KEYS_OPEN = "? help  < back  > next  ! not known yet  # jump  = review  ~ text  q quit"
KEYS_TABLE = "? help  < back  > next  # jump  = review  ~ text  q quit"
KEYS_GIVEN = "? help  < back  > next  + edit  - clear  # jump  = review  ~ text  q quit"

_UNVERIFIED = "unverified, from the law data"

_MOST_LABEL = 46
"""Signs of a label that leave room on the line for what Enter does and for an answer."""

_MORE = {
    "person": "More about this person (mobile, languages, how shown)",
    "clock": "More about this time limit (who does not count, which form)",
}


def wrapped(text: str, indent: str = "  ", hanging: str = "") -> str:
    """A text in lines that fit the screen, each line of it a paragraph. hanging: the indent of
    all lines but the first, where it is another."""
    return "\n".join(
        textwrap.fill(line, width(), initial_indent=indent, subsequent_indent=hanging or indent,
                      break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )  # fmt: skip


def progress(section: Section, here: Tally, whole: Tally) -> str:
    """How far one is: "Your district: 4 of 9; whole: 37 of 180, 60 by default"."""
    return f"{section.title}: {_count(here)}; whole: {_count(whole)}"


def _count(tally: Tally) -> str:
    more = f", {tally.by_default} by default" if tally.by_default else ""
    return f"{tally.answered} of {tally.asked}{more}"


def command(folder: Path, rest: str = "") -> str:
    """`htssp ask` as it is typed where the person stands."""
    place = "" if folder == Path() else f" -C {folder}"
    return f"htssp{place} ask{f' {rest}' if rest else ''}"


def question_lines(question: Question, shown: str) -> Iterator[str]:
    """Why a question is asked and an example. shown: what stands already, "" for nothing."""
    if question.help:
        yield wrapped(question.help)
    if question.example and not shown:
        yield wrapped(f"Example: {question.example}")


def title(question: Question) -> str:
    """The label, with the build that its absence stops."""
    return f"{question.label} ({NEEDED[question.required]})"


def part_label(stop: Stop) -> str:
    """What is asked at a stop, short: of a part of a question without the question's label."""
    label, whole = stop.shape.label, stop.question.label
    if stop.kind == "more":
        return _MORE[stop.shape.kind]
    if stop.kind == "own":
        return "Other words from your counsel"
    rest = label.removeprefix(whole).removeprefix(",").strip() if stop.path != stop.whole else ""
    return f"{rest[:1].upper()}{rest[1:]}" if rest else whole


def in_record(stop: Stop) -> bool:
    """Whether a stop is a column of a record."""
    return stop.whole != stop.question.id


def asked_label(stop: Stop) -> str:
    """The label in the prompt; a plain column has no heading of its own, so that it says here
    which build needs it. A long label has just been shown as the heading."""
    label, most = part_label(stop), _MOST_LABEL - (10 if stop.shape.kind == "paragraph" else 0)
    if label == stop.question.label and len(label) > most and not in_record(stop):
        return "Your answer"
    if in_record(stop) and stop.path == stop.whole and stop.question.required:
        return f"{part_label(stop)}, {NEEDED[stop.question.required]}"
    return part_label(stop)


def state_lines(stop: Stop, view: View) -> Iterator[str]:
    """How the answer at a stop stands, and where its value is from."""
    if view.state == "given":
        yield wrapped(f"Now: {view.text}")
    elif view.state == "unknown" and view.unknown is not None:
        day = read_date(view.unknown.by)
        by = f" by {show_date(day)}" if day else ""
        yield wrapped(f"Now: not known yet; {view.unknown.who} will find out{by}.")
    elif view.state == "default":
        yield wrapped(f"If nothing is typed: {view.text}")
    elif view.state == "law" and stop.kind == "answer":
        if view.law is not None and view.law.text == view.text and _shows_law(stop, view):
            yield wrapped(law_line(view.law, view.confirmed, short=True, stands=True))
            return
        mark = "confirmed by your counsel" if view.confirmed else "unverified"
        yield wrapped(f"If nothing is typed: {view.text} ({mark}, from the law data)")
    if view.law is not None and _shows_law(stop, view):
        yield wrapped(law_line(view.law, view.confirmed, short=True))


def _shows_law(stop: Stop, view: View) -> bool:
    """Beside the place it is for, and beside a clock's first part; not at every part of it."""
    if view.law is None or stop.kind == "more":
        return False
    first = stop.path == stop.whole or stop.path.endswith((".when", ".text"))
    return first or stop.kind == "own"


def law_line(law: LawNote, confirmed: bool, *, short: bool = False, stands: bool = False) -> str:
    """What the law data says, with its source and how far it can be trusted.

    short: the source by its site; the help has it whole. stands: whether it is printed in place
    of an answer.
    """
    source = f"source {_site(law.source) if short else law.source}" if law.source else ""
    read_on = f"read on {law.read_on}" if law.read_on else ""
    behind = [part for part in (law.citation, source, read_on) if part]
    mark = "from the law data, confirmed by your counsel" if confirmed else _UNVERIFIED
    if law.hint:
        head = "Hint only, from a weak source and never filled in: "
    elif law.to_choose:
        head = "No number serves the whole state. From the law data, never filled in: "
    elif stands:
        head = f"If nothing is typed ({mark}): "
    else:
        head = f"{mark[:1].upper()}{mark[1:]}: "
    return f"{head}{law.text} ({'; '.join(behind)})"


def _site(source: str) -> str:
    """Of an address that would fill lines, its site; a key of the sources as it is."""
    return urlsplit(source).hostname or source


def keep_words(view: View) -> str:
    """What Enter does: "Enter keeps" or "Enter skips"."""
    return "Enter skips" if view.state == "open" else "Enter keeps"


def prompt(stop: Stop, view: View) -> str:
    """The prompt of a line."""
    if stop.kind in ("more", "own"):
        return f"{part_label(stop)}? (y, or Enter for no): "
    example = _example(stop) if view.state == "open" else ""
    such = f"such as {example}; " if example and len(example) < 24 else ""
    today = "t for today; " if stop.shape.kind == "date" else ""
    end = "; an empty line ends it" if stop.shape.kind == "paragraph" else ""
    return f"{asked_label(stop)} ({such}{today}{keep_words(view)}{end}): "


def _example(stop: Stop) -> str:
    """Of a part, or of a column, which has no heading under which its example could stand."""
    if stop.path != stop.whole:
        return part_example(stop.path)
    return stop.question.example if in_record(stop) else ""
