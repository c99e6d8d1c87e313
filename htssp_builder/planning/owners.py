"""Who leads, by name where the answers give one that may be shown."""

from collections.abc import Mapping as AbstractMapping

from htssp_builder.interview.answers import Answers
from htssp_builder.planning.lines import CAMPUSES


def owner_name(
    answers: Answers, title: str, path: str, hidden: AbstractMapping[str, str] | None = None
) -> str:
    """The person at a role's or a contact's path, else the role's title.

    Somebody who is shown by role, or not at all, is never named; nor is anybody whose name is
    in `hidden` (name -> what stands for it), wherever else it was answered.
    """
    if not path or path == CAMPUSES:
        return title
    person = path if path.startswith(f"{CAMPUSES}.") else f"{path}.primary"
    name = answers.text(f"{person}.name").strip()
    shown = answers.text(f"{person}.shown_as").strip().lower()
    if not name or name in (hidden or {}):
        return title
    return title if shown and shown not in ("name", "by name") else name
