"""What somebody confirmed, and what of it a change leaves unconfirmed.

A confirmation stands beside the answer and says nothing of which number it was. So only whoever
makes the change can be told; nothing in the answers shows it afterwards.
"""

from htssp_builder.actions.district import District
from htssp_builder.document.dates import show_date
from htssp_builder.interview.shapes import Shape, find_shape
from htssp_builder.interview.values import read_date, show

_LIMIT_PARTS = ("when", "at_latest", "unit", "to")
"""What of a time limit counsel confirms; the citation leads there and is none of it."""


def left_unconfirmed(district: District, path: str, new: str) -> str:
    """A sentence where an answer that a named person confirmed is about to become another one,
    "" where nothing was confirmed or nothing changes.

    district: before the change. new: the value as it will be shown.
    """
    above, _, part = path.rpartition(".")
    whole, leaf = (find_shape(district.opened.shape, one) for one in (above, path))
    if not above or whole is None or leaf is None or "verified" not in whole.parts:
        return ""
    before = _stood(district, path, leaf)
    on = read_date(district.answers.text(f"{above}.verified.on"))
    what, how = _kind(whole, leaf, part)
    if not what or not before or before == new or on is None:
        return ""
    by = district.answers.text(f"{above}.verified.by").strip()
    named = f" by {by}" if by and by not in dict(district.facts.hidden) else ""
    return (
        f"{what} was confirmed on {show_date(on)}{named}; the new one is not confirmed yet. {how}, "
        f"then type: htssp set {above}.verified.by NAME and htssp set {above}.verified.on DATE"
    )


def _stood(district: District, path: str, leaf: Shape) -> str:
    """What the documents said until now: the answer, else what the law data gave in its place."""
    default = leaf.default
    if default.startswith("law."):
        default = district.facts.law_text(default)
    text = district.answers.text(path).strip() or default
    return show(leaf.kind, text, leaf.choices) if text else ""


def _kind(whole: Shape, leaf: Shape, part: str) -> tuple[str, str]:
    if whole.kind == "clock":
        words = "The time limit that stood here", "Ask counsel about the new one"
        return words if part in _LIMIT_PARTS else ("", "")
    words = "The number that stood here", "Call the new one and hear who answers"
    return words if leaf.kind == "phone" else ("", "")
