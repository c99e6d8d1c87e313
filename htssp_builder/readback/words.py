"""The words of a place as its question would be answered with them."""

from htssp_builder.readback.dates import iso_day

NO_ANSWER = frozenset(("", "–", "-", "—"))
"""What stands where nothing was asked for, and what people type to say so."""

_MARKS = ("[To complete", "[Not known yet")
_PROMPTS = ("Click or tap ", "Click here to ", "Choose an item", "Choose a date")


def said(text: str, mark: str = "") -> str:
    """What a person says at a place; "" for nothing, a mark that is still open, or a prompt.

    mark: what was printed there in place of an answer; whoever types behind it means the rest.
    """
    words = text.replace("\xa0", " ").strip()
    if mark and mark in words and words != mark:
        words = words.replace(mark, "", 1).strip()
    if words in NO_ANSWER or words.startswith((*_MARKS, *_PROMPTS)):
        return ""
    return words


def same(one: str, other: str) -> bool:
    """Whether two texts are one answer: a capital at the head is the sentence's, not the
    answer's, and so is the space between words; a line that ends is not."""
    one, other = _spaced(one), _spaced(other)
    return one[1:] == other[1:] and one[:1].lower() == other[:1].lower()


def typed(kind: str, text: str, choices: tuple[tuple[str, str], ...], kept: str = "") -> str:
    """The words as they would be typed into the questionnaire, which judges them.

    kind, choices: of the question. kept: how the answer is printed by itself until now; it says
    whether a capital at the head belongs to the answer.
    """
    if kind != "paragraph":
        text = _spaced(text)
    if kind == "date":
        return iso_day(text) or text
    if kind == "choices":
        return _several(text, choices)
    return _headed(text, kept) if kind in ("text", "paragraph") else text


def _spaced(text: str) -> str:
    """With one space between words, line by line."""
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())


def _several(text: str, choices: tuple[tuple[str, str], ...]) -> str:
    """Labels by their values; a label may hold a comma itself."""
    left, found = text.strip(), list[str]()
    names = sorted(((n, v) for v, label in choices for n in (label, v)), key=lambda n: -len(n[0]))
    while left:
        match = next((n for n in names if _begins(left, n[0])), None)
        if match is None:
            return text
        found.append(match[1])
        left = left[len(match[0]) :].lstrip(" ,;")
    return ", ".join(dict.fromkeys(found))


def _begins(text: str, name: str) -> bool:
    return text.lower().startswith(name.lower()) and text[len(name) :].lstrip()[:1] in (
        "",
        ",",
        ";",
    )


def _headed(text: str, kept: str) -> str:
    """With the first letter that the answer had, where the first word is the same one."""
    first, was = text.partition(" ")[0], kept.partition(" ")[0]
    if first and first != was and first.lower() == was.lower() and first[1:] == was[1:]:
        return was[:1] + text[1:]
    return text
