"""Rules about the file as a whole, its headings, lists, empty paragraphs and left marks."""

import re
from collections.abc import Iterator

from htssp_builder.word.care.lint_sheet import Finding, Sheet
from htssp_builder.word.read.model import Block

_TYPED_NUMBER = re.compile(r"\s*\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)]\s+\S")
_TYPED_BULLET = re.compile(r"\s*[-–—•·▪●○◦*➢✓][ \t\u00a0]+\S")
_SURE_BULLET = re.compile(r"\s*[•▪●○◦➢][ \t\u00a0]+\S")
_ENTRY = re.compile(r"(?i)toc ?\d|table of figures|caption|heading|title")
_LONG = 15
"""Paragraphs from which on a text without headings cannot be found one's way in."""

LEFT_MARKS = re.compile(r"\[(?:To complete|Ask counsel|Not known yet)[^\]]*\]?")


def title(sheet: Sheet) -> Iterator[Finding]:
    """A file says what it is called; screen readers say that first."""
    if not sheet.file.properties.core.get("title", "").strip():
        yield sheet.at("title", "error", -1, "The file has no title.",
                       "Type one in Word under File, Info, Title.",
                       mends=title_of(sheet) != "")  # fmt: skip


def title_of(sheet: Sheet) -> str:
    """What a file without a title is called: its line in the style Title, or its first heading."""
    body = [block for block in sheet.body() if block.text.strip()]
    titles = [one for one in body if one.paragraph.style_name.casefold() == "title"]
    for block in titles or [one for one in body if one.paragraph.outline]:
        return " ".join(block.text.split())[:255]
    return ""


def language(sheet: Sheet) -> Iterator[Finding]:
    """A file says in which language it is to be read aloud."""
    root, w = sheet.root("styles"), sheet.w
    found = None if root is None else root.find(f"{w}docDefaults/{w}rPrDefault/{w}rPr/{w}lang")
    if found is None or not found.get(f"{w}val", "").strip():
        yield sheet.at("language", "warning", -1, "The file does not say in which language it is.",
                       "Set it in Word under Review, Language, Set Proofing Language, Default.",
                       mends=language_of(sheet) != "")  # fmt: skip


def language_of(sheet: Sheet) -> str:
    """The language of a file whose styles do not say it; "" where it cannot be told."""
    stated = sheet.file.properties.core.get("language", "").strip()
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", stated):
        return stated
    words = re.findall(r"[^\W\d_]+", " ".join(block.text for block in sheet.body()).casefold())
    english = sum(word in ("the", "and", "of", "to", "is", "in") for word in words)
    return "en-US" if len(words) >= 20 and english / len(words) > 0.1 else ""


def headings(sheet: Sheet) -> Iterator[Finding]:
    """Headings begin at the first level and go down one level at a time."""
    body, before = sheet.body(), 0
    for block in body:
        level, number = block.paragraph.outline, block.paragraph.number
        if not level or block.paragraph.place:
            continue
        if not block.text.strip():
            if block.empty:
                yield sheet.at("heading-empty", "warning", number, "A heading has no words.",
                               "Delete it, or make it body text.")  # fmt: skip
            continue
        if level > before + 1:
            what = (f"A heading of level {level} follows one of level {before}." if before
                    else f"The first heading is of level {level}.")  # fmt: skip
            yield sheet.at("heading-order", "warning", number, what,
                           f"Give it the style Heading {before + 1}.")  # fmt: skip
        before = level
    speaking = sum(bool(block.text.strip()) for block in body)
    if not before and speaking > _LONG and not any(b.paragraph.outline for b in body):
        yield sheet.at("heading-none", "warning", -1, "The text has no headings.",
                       "Give its sections the styles Heading 1 to Heading 3.")  # fmt: skip


def typed_lists(sheet: Sheet) -> Iterator[Finding]:
    """A list is a list of Word's, not typed numbers or dashes."""
    run: list[Block] = []
    for block in [*sheet.body(), None]:
        if block is not None and _typed(block) and (not run or _near(run[-1], block)):
            run.append(block)
            continue
        if len(run) > 1 or (run and _SURE_BULLET.match(run[0].text)):
            first = run[0].paragraph.number
            many = f"{len(run)} paragraphs are" if len(run) > 1 else "A paragraph is"
            yield sheet.at("list-typed", "warning", first,
                           f"{many} a list whose numbers or dashes are typed by hand.",
                           "Delete what is typed and give them the style List Number or List "
                           "Bullet.")  # fmt: skip
        run = [block] if block is not None and _typed(block) else []


def _typed(block: Block) -> bool:
    paragraph = block.paragraph
    if paragraph.list is not None or paragraph.outline or _ENTRY.match(paragraph.style_name):
        return False
    return bool(_TYPED_NUMBER.match(block.text) or _TYPED_BULLET.match(block.text))


def _near(last: Block, block: Block) -> bool:
    return (
        block.paragraph.number == last.paragraph.number + 1
        and block.paragraph.segment == last.paragraph.segment
    )


def blank_paragraphs(sheet: Sheet) -> Iterator[Finding]:
    """Room is made by styles; a screen reader says "blank" for every empty paragraph."""
    for stretch in blank_stretches(sheet):
        first, number = stretch[0].paragraph.number, len(stretch)
        what = ("An empty paragraph makes room." if number == 1
                else f"{number} empty paragraphs make room.")  # fmt: skip
        words = _before(sheet, first)
        yield sheet.at("blank-paragraph", "warning", first, what,
                       "Delete it and set the space before or after in the style (Layout, "
                       "Spacing), or a page break.", words=words,
                       mends=ends(sheet, stretch))  # fmt: skip


def blank_stretches(sheet: Sheet) -> list[list[Block]]:
    """Empty paragraphs that stand together. One that Word asks for, beside a table or alone in a
    cell, or that ends a section, is not among them."""
    body = sheet.body()
    stretches: list[list[Block]] = []
    for at, block in enumerate(body):
        if not block.empty or _needed(sheet, body, at):
            continue
        if stretches and stretches[-1][-1] is body[at - 1]:
            stretches[-1].append(block)
        else:
            stretches.append([block])
    return stretches


def _needed(sheet: Sheet, body: list[Block], at: int) -> bool:
    block = body[at]
    element, w = block.paragraph.element, sheet.w
    if element.find(f"{w}pPr/{w}sectPr") is not None or block.paragraph.bookmarks:
        return True
    pieces = [piece for one in block.paragraphs for piece in one.pieces]
    if block.paragraph.anchors or not all(one.says.startswith("comment:") for one in pieces):
        return True  # a place of ours, or the mark of a note
    around = [_sibling(element, -1), _sibling(element, 1)]
    beside = [name for name in around if name == "tbl"]
    return bool(beside) or not any(name in ("p", "sdt") for name in around)


def _sibling(element: object, step: int) -> str:
    """Name of the nearest thing before (-1) or behind (1) that is not only a mark."""
    found = element.getprevious() if step < 0 else element.getnext()  # type: ignore[attr-defined]
    while found is not None:
        name = str(found.tag).rpartition("}")[2]
        if name in ("p", "tbl", "sdt"):
            return name
        found = found.getprevious() if step < 0 else found.getnext()
    return ""


def ends(sheet: Sheet, stretch: list[Block]) -> bool:
    """Whether nothing follows an empty stretch in the text or in its cell."""
    return _sibling(stretch[-1].paragraph.element, 1) == ""


def _before(sheet: Sheet, number: int) -> str:
    for paragraph in reversed(sheet.file.paragraphs[:number]):
        if paragraph.text().strip():
            return f"after: {paragraph.text()}"
    return "at the beginning"


def left_marks(sheet: Sheet) -> Iterator[Finding]:
    """Nothing is left to complete in a document that is adopted."""
    for block in sheet.file.final:
        if block.paragraph.story.kind == "comment":
            continue
        for match in LEFT_MARKS.finditer(block.text):
            yield sheet.at("left-open", "error", block.paragraph.number,
                           "Something is still to be completed here.",
                           "Answer the question and build again, or type it here.",
                           words=match[0])  # fmt: skip
