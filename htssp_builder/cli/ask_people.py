"""The offer to take over what is known of a person from another of their posts."""

from htssp_builder.actions.same_person import known_elsewhere
from htssp_builder.cli.ask_screen import wrapped
from htssp_builder.cli.ask_talk import Talk
from htssp_builder.interview.values import YES

OFFER = "Take this over here? (y, or Enter for no): "


def offer(talk: Talk, path: str) -> bool:
    """Whether what is known elsewhere of the person at a path, just named, was taken over."""
    known = known_elsewhere(talk.sitting, path)
    if known is None:
        return False
    talk.console.say(wrapped(f"The same name stands at {known.label}: {', '.join(known.details)}."))
    if talk.console.line(OFFER).lower() not in YES:
        return False
    done = talk.save(lambda: talk.sitting.take_over(path, known.path, now=talk.now()))
    return done == "next"
