"""A table of records on the screen: campuses, agencies, the committee; add, change, remove."""

import re
from functools import partial

from htssp_builder.actions.ask_view import Record, filled_leaves, look, rows
from htssp_builder.cli import ask_days
from htssp_builder.cli.ask_console import SIGNS
from htssp_builder.cli.ask_screen import KEYS_GIVEN, command, part_label, wrapped
from htssp_builder.cli.ask_signs import Leave
from htssp_builder.cli.ask_talk import Talk
from htssp_builder.interview.course import Stop, Wanted, lacking
from htssp_builder.interview.values import YES
from htssp_builder.pack.model import Question

_MOST = 20
"""Rows shown at once; of more, those that a person names a part of."""

_REMOVE = re.compile(r"r\s*(\d+)", re.IGNORECASE)


MENU = "Your choice (Enter when done): "


def visit(talk: Talk, stop: Stop) -> str:
    """Show a table and change it until the person is done; how to move on from it."""
    search = ""
    while True:
        talk.fresh()
        records = rows(talk.sitting, stop)
        lacks = _incomplete(talk, stop, records)
        _show(talk, records, lacks, search)
        talk.console.say(wrapped(_menu(talk, stop, records, lacks)))
        reply = talk.console.line(MENU)
        search = ""
        if reply in ("", "<", ">"):
            return {"": "next", "<": "back", ">": "over"}[reply]
        if reply in SIGNS and reply != "+":
            move = _sign(talk, stop, reply)
            if move == "next":
                return move
        else:
            search = _do(talk, stop, records, lacks, reply)


def _sign(talk: Talk, stop: Stop, sign: str) -> str:
    if sign == "-":
        talk.console.say("  Rows are removed one by one: r and the number.")
        return "stay"
    return talk.act(stop, look(talk.sitting, stop), sign)


def _do(talk: Talk, stop: Stop, records: list[Record], lacks: set[str], reply: str) -> str:
    """Carry out a word of the menu; text that is none is what to search for next."""
    removed = _REMOVE.fullmatch(reply)
    if reply.lower() in ("a", "+", "add"):
        _add(talk, stop)
    elif removed and 0 < int(removed[1]) <= len(records):
        _remove(talk, stop, records[int(removed[1]) - 1])
    elif reply.isdigit() and 0 < int(reply) <= len(records):
        _change(talk, stop, records[int(reply) - 1].ident)
    elif reply.lower() == ask_days.KEY and ask_days.offered(stop):
        ask_days.propose(talk, stop)
    elif reply.lower() == "m":
        for record in records:
            if record.ident in lacks:
                _complete(talk, stop, record.ident)
    else:
        return reply
    return ""


def _incomplete(talk: Talk, stop: Stop, records: list[Record]) -> set[str]:
    start = len(stop.path) + 1
    return {
        gap.path[start:].partition(".")[0]
        for gap in talk.sitting.gaps(stop.section)
        if gap.path.startswith(f"{stop.path}.")
    }


def _show(talk: Talk, records: list[Record], lacks: set[str], search: str) -> None:
    wanted = search.casefold()
    found = [
        (number, record)
        for number, record in enumerate(records, 1)
        if wanted in " ".join(record.words).casefold()
    ]
    if search and not found:
        talk.console.say(f"  No row has '{search}' in it.")
    for number, record in found[:_MOST]:
        open_ = "; something is open" if record.ident in lacks else ""
        line = f"{number:>3}  {', '.join(record.words) or record.ident}{open_}"
        talk.console.say(wrapped(line, "  ", "       "))
    if len(found) > _MOST:
        talk.console.say(f"  ... {len(found)} rows; type a part of a name to see others.")
    if not records:
        talk.console.say("  No row yet.")


def _menu(talk: Talk, stop: Stop, records: list[Record], lacks: set[str]) -> str:
    item = stop.question.item or "row"
    words = [f"Type a to add {'an' if item[:1] in 'aeiou' else 'a'} {item}"]
    if records:
        words += ["a number to change", "r and a number to remove"]
    if lacks:
        words.append("m for what is open")
    if ask_days.offered(stop):
        words.append(f"{ask_days.KEY} for the public holidays of your state, to choose from")
    from_file = "" if records else (
        f" A list that is in Excel or CSV already: q, and then "
        f"`{command(talk.sitting.folder, f'{stop.path} --from FILE')}`."
    )  # fmt: skip
    return f"{', '.join(words)}.{from_file}"


def first_column(question: Question) -> Question:
    """The column that is asked first: it must be there, as the record's id is made from it."""
    named = next((c for c in question.columns if c.id == question.named_by), None)
    return named if named is not None and named.required else question.columns[0]


def _add(talk: Talk, stop: Stop) -> None:
    column = first_column(stop.question)
    shape = stop.shape.parts["*"].parts[column.id]
    here = stop._replace(path=column.id, whole=column.id, shape=shape, question=column)
    made: list[str] = []

    def add(typed: str) -> None:
        made.append(talk.sitting.add_record(stop.path, {column.id: typed}, now=talk.now()).path)

    while not made:
        typed = _heard(talk, here)
        if typed in ("", "<", ">"):
            return
        if typed == "q":
            raise Leave
        if typed in SIGNS:
            talk.console.say(wrapped(column.help or f"Type the {column.label.lower()}, or Enter."))
        else:
            talk.save(partial(add, typed))
    ident = made[0].removeprefix(f"{stop.path}.")
    _change(talk, stop, ident, without=f"{stop.path}.{ident}.{column.id}")


def _heard(talk: Talk, here: Stop) -> str:
    label = part_label(here)
    if here.shape.kind == "choice":
        return talk.console.pick(label, here.shape.choices, "")
    example = f"such as {here.question.example}; " if here.question.example else ""
    return talk.console.line(f"{label} ({example}Enter adds none): ")


def _change(talk: Talk, stop: Stop, ident: str, without: str = "") -> None:
    """Ask every column of a row, but for the one just given."""
    _columns(talk, stop, ident, lambda column: column.key != without)


def _complete(talk: Talk, stop: Stop, ident: str) -> None:
    """Ask what a row lacks."""
    path = f"{stop.path}.{ident}"
    gaps = [g.path for g in talk.sitting.gaps(stop.section) if g.path.startswith(f"{path}.")]
    _columns(talk, stop, ident, lacking(gaps))


def _columns(talk: Talk, stop: Stop, ident: str, wanted: Wanted) -> None:
    path = f"{stop.path}.{ident}"

    def row() -> list[Stop]:
        return talk.sitting.record_row(stop.question, path, stop.section, talk.opened)

    record = next(r for r in rows(talk.sitting, stop) if r.ident == ident)
    item = stop.question.item or "row"
    name = record.words[0] if record.words else ident
    talk.console.say()
    talk.console.say(f"{item[:1].upper()}{item[1:]}: {name}", strong=True)
    talk.console.say(KEYS_GIVEN)
    first = next((column.key for column in row() if wanted(column)), "")
    talk.walk(row, first, wanted)


def _remove(talk: Talk, stop: Stop, record: Record) -> None:
    path = f"{stop.path}.{record.ident}"
    going = filled_leaves(talk.sitting, path)
    name = record.words[0] if record.words else record.ident
    talk.console.say(f"  With {name} these answers go:")
    for label, text in going[:12]:
        talk.console.say(wrapped(f"{label}: {text}", "    "))
    if len(going) > 12:
        talk.console.say(f"    ... and {len(going) - 12} more.")
    if talk.console.line(f"Remove {name}? (y, or Enter for no): ").lower() in YES:
        done = talk.save(lambda: talk.sitting.take_out(path, now=talk.now()))
        if done == "next":
            talk.console.say("  Removed. `htssp restore district.yaml` brings back earlier states.")
