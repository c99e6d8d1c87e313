"""What the signs do that a person types in place of an answer."""

from typing import TYPE_CHECKING

from htssp_builder.actions.ask_view import View
from htssp_builder.cli import ask_pages, ask_screen
from htssp_builder.cli.ask_console import SIGNS
from htssp_builder.interview.course import Stop
from htssp_builder.interview.shapes import find_shape
from htssp_builder.interview.values import read_date

if TYPE_CHECKING:
    from htssp_builder.cli.ask_talk import Talk


class Leave(Exception):
    """The person quits; everything is saved."""


class Jump(Exception):
    """The person goes to another stop, whose key is the argument."""


def act_on(talk: "Talk", stop: Stop, view: View, sign: str) -> str:
    """Carry out one sign, "<" and ">" apart; gives how to move on. Raises Leave and Jump."""
    if sign == "q":
        raise Leave
    if sign == "!":
        return leave_open(talk, stop)
    if sign == "+":
        return _edit(talk, stop, view)
    if sign == "-":
        return _clear(talk, stop, view)
    if sign == "#":
        _jump(talk)
    else:
        _look_up(talk, stop, view, sign)
    return "stay"


def _jump(talk: "Talk") -> None:
    """Ask where to go. Raises Jump, unless the person stays."""
    key = ask_pages.choose_jump(talk.sitting, talk.console, talk.row())
    if key:
        raise Jump(key)


def _look_up(talk: "Talk", stop: Stop, view: View, sign: str) -> None:
    """Show a page; after a long one the question is put again as a whole."""
    if sign == "?":
        ask_pages.show_help(talk.sitting, talk.console, stop, view)
    elif sign == "=":
        ask_pages.show_review(talk.sitting, talk.console, stop)
        talk.forget()
    else:
        ask_pages.show_sentences(talk.sitting, talk.console, stop, talk.today())
        talk.forget()


def leave_open(talk: "Talk", stop: Stop) -> str:
    """Ask who will find out and by when."""
    who = talk.console.line("Who will find out (Enter goes back): ")
    if who in ("", *SIGNS):
        return "stay"
    by = _day(talk)
    if by in SIGNS:
        return "stay"
    path = _whole_that_is_open(talk, stop)
    return talk.save(lambda: talk.sitting.leave_open(path, who, by, now=talk.now()))


def _day(talk: "Talk") -> str:
    """A date that there is, "" for none, or a sign."""
    while True:
        by = talk.console.line("By when (a date; Enter for no day): ")
        if by in ("", *SIGNS) or read_date(by):
            return by
        talk.console.say(f"  '{by}' is not a date. Type it like 2027-06-14 or 6/14/2027.")


def _whole_that_is_open(talk: "Talk", stop: Stop) -> str:
    """Of a person or a time limit of which nothing is known, the whole; else the part."""
    above = stop.path.rpartition(".")[0]
    shape = find_shape(talk.sitting.answers.shape, above)
    whole = shape is not None and shape.kind in ("person", "clock", "statement", "verified")
    return above if whole and not talk.sitting.ground().given(above) else stop.path


def _edit(talk: "Talk", stop: Stop, view: View) -> str:
    if not view.raw or stop.shape.kind in ("choice", "choices", "yes/no"):
        talk.console.say("  There is no text to edit here; give the answer anew.")
        return "stay"
    edit = talk.console.lines if stop.shape.kind == "paragraph" else talk.console.line
    typed = edit(f"{ask_screen.part_label(stop)}: ", start=view.raw)
    if typed in ("", view.raw):
        return "stay"
    return talk.save(lambda: talk.give(stop, typed))


def _clear(talk: "Talk", stop: Stop, view: View) -> str:
    if view.state not in ("given", "unknown") or stop.kind != "answer":
        talk.console.say("  There is no answer to clear.")
        return "stay"
    path = stop.path
    while talk.sitting.answers.node(path) is None:  # a whole of which nothing is known yet
        path = path.rpartition(".")[0]
    talk.save(lambda: talk.sitting.take_out(path, now=talk.now()))
    talk.console.say("  The answer is taken out.")
    return "stay"
