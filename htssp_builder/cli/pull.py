"""`htssp pull`: what people changed in Word, taken into the answers and the checklist."""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from htssp_builder.cli.ask_unbroken import unbroken
from htssp_builder.cli.show import progress, say, table

if TYPE_CHECKING:
    from htssp_builder.actions.pull import Pull, Taken
    from htssp_builder.actions.pull_offer import Offer

HEADERS = ("Question", "Was", "Now", "File and section")


@click.command("pull", epilog="Example: htssp pull documents/protocol.docx --yes")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=str))
@click.option("--yes", is_flag=True, help="Take in what was plainly changed without asking.")
@click.option("--also", is_flag=True, help="Take in as well what is only offered; see the list.")
@click.option("--who", default="", metavar="NAME", help="Who changed the checklist.")
@click.option("--json", "as_json", is_flag=True, help="The report as JSON.")
@click.pass_obj
def pull_command(
    folder: str, files: tuple[str, ...], yes: bool, also: bool, who: str, as_json: bool
) -> int:
    """Take what people changed in Word files back into the answers and the checklist.

    The list of changes is shown first. What was only emptied, or changed by hand in a sentence, is
    offered apart. An answer that was changed in two ways is reported, never chosen.
    """
    from htssp_builder.actions.pull import open_pull, take_in

    now = datetime.now(UTC)
    with progress("Reading the files"):
        pull = open_pull(Path(folder), [Path(file) for file in files], now=now, who=who)
    if not as_json:
        _show(pull)
    chosen = _chosen(pull, yes=yes, also=also, ask=not as_json and sys.stdin.isatty())
    taken = None
    if chosen:
        with unbroken():
            taken = take_in(pull, chosen, now=now)
    if as_json:
        say(json.dumps(pull.report(taken), indent=2, ensure_ascii=False))
    else:
        _tell(pull, taken)
    done = len(taken.offers) if taken else 0
    return 1 if pull.open or done < len(pull.offers) else 0


def _show(pull: "Pull") -> None:
    if not pull.offers and not pull.problems:
        say("Nothing was changed in the fields.")
    if pull.plain:
        table(HEADERS, [_row(offer) for offer in pull.plain])
    if pull.doubtful:
        say("Only offered; taken in with --also, or one by one:")
        rows = [(*_row(offer), offer.doubt) for offer in pull.doubtful]
        table((*HEADERS, "Why"), rows)
    for problem in pull.problems:
        say(problem.sentence())


def _row(offer: "Offer") -> tuple[str, ...]:
    now = "(taken out)" if offer.how == "clear" or not offer.now else offer.now
    return (offer.question, offer.was or "(no answer)", now, offer.where())


def _chosen(pull: "Pull", *, yes: bool, also: bool, ask: bool) -> "Sequence[Offer]":
    if yes:
        return pull.offers if also else pull.plain
    if not ask:
        return ()
    chosen: list[Offer] = []
    plain = pull.offers if also else pull.plain
    if plain and click.confirm("Take these in?" if len(plain) > 1 else "Take it in?"):
        chosen += plain
    for offer in () if also else pull.doubtful:
        if click.confirm(
            f"{offer.question}: {offer.now or '(taken out)'} ({offer.doubt}). Take it in?"
        ):
            chosen.append(offer)
    return chosen


def _tell(pull: "Pull", taken: "Taken | None") -> None:
    if taken is None:
        if pull.offers:
            more = "--yes" if pull.plain else "--yes --also"
            say(f"Nothing was taken in. Type {more} behind the command to take it in.")
        return
    say(f"Taken in: {len(taken.offers)} of {len(pull.offers)}.")
    for note in taken.notes:
        say(note)
    for problem in taken.problems:
        say(problem.sentence())
    if taken.offers:
        say("The other places follow at the next build: htssp build")
