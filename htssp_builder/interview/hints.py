"""A word of help for the parts of a person, a time limit and a confirmation, which are the same
wherever they are asked. Questions have their own help in the pack."""

_HINTS = {
    "name": "The person's full name. Nobody yet? Type ! and say who will find out.",
    "title": "The post, as it stands on the district's pages.",
    "phone": "The number that is dialled first in a case.",
    "after_hours": "The number that is answered at night, on weekends and in summer.",
    "mobile": "Printed in the internal edition only where a page asks for it.",
    "languages": "In which this person can speak with a student or a caregiver.",
    "shown_as": "By name, by role only, or in no document at all.",
    "by": "The person who called the number or read the page, and found it right.",
    "on": "The day on which that was done; t stands for today.",
    "when": 'The law\'s own word, such as "immediately". A word is never turned into hours.',
    "at_latest": "The outer limit as a number, if the law sets one.",
    "unit": "What the number counts.",
    "counts_from": 'What starts the time, such as "receiving the information".',
    "to": "The bodies that take the report, as they stand in a sentence after the word to.",
    "not_to": "A body to which a report does not count, such as a school's own police.",
    "form": "The form that the law asks for, by its name or number.",
    "citation": "The statute, so that the next reader can look it up.",
    "text": "Plain sentences, as they will be printed.",
}

_EXAMPLES = {
    "name": "Maria Lopez",
    "title": "Director of Student Services",
    "by": "Ana Ruiz",
    "when": "immediately",
    "counts_from": "receiving the information",
    "to": "the county child welfare agency or local law enforcement",
    "citation": "Cal. Penal Code § 11166(a)",
    "languages": "English, Spanish",
}


def part_hint(path: str) -> str:
    """Why a part of a person, a time limit or a confirmation is asked, "" for any other."""
    return _HINTS.get(path.rpartition(".")[2], "")


def part_example(path: str) -> str:
    """An example of such a part, "" for none."""
    return _EXAMPLES.get(path.rpartition(".")[2], "")
