"""How sure a statement of the law data must be before it may stand in a document.

A module of its own, because a build asks it and must not import the checking models.
"""

GOOD = frozenset({"high", "medium"})
"""high: the law's own text or the agency's own page; medium: a known compilation, or a page that
cites the law. "low" is everything else."""


def may_be_filled_in(confidence: str | None) -> bool:
    """Whether a value may stand in a district's answers, unverified, before somebody confirms
    it; one of low confidence is only shown beside the question, as a hint."""
    return confidence in GOOD
