"""Random documents and random edits of them, as strategies."""

from copy import deepcopy

from hypothesis import strategies as st
from redline_files import control, docx, field, link, p, t, tbl

WORDS = (
    "report", "student", "staff", "police", "immediately", "within", "36", "hours", "the", "a",
    "of", "to", "call", "(530) 555-0142", "Lopez", "campus", "June 14, 2027", "survivor", "é",
)  # fmt: skip
LOOKS = ("", "", "", "<w:b/>", "<w:i/>", '<w:rStyle w:val="Strong"/>')
LINKS = ("https://example.org/a", "https://example.org/b")

phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
runs = st.tuples(
    st.just("t"), st.sampled_from(LOOKS), st.builds("{}{}".format, phrases,
                                                    st.sampled_from(("", " ", "\t", "\n")))
)  # fmt: skip
held = st.one_of(
    st.tuples(st.just("c"), st.sampled_from("abc"), phrases),
    st.tuples(st.just("l"), st.sampled_from(("rIdLink", "rIdLink1")), phrases),
    st.tuples(st.just("f"), st.sampled_from(("REF a", "PAGEREF b")), phrases),
)
paragraphs = st.fixed_dictionaries(
    {
        "style": st.sampled_from(("", "", "", "Heading1", "ListNumber")),
        "num": st.sampled_from(("", "", "", "1", "2")),
        "runs": st.lists(st.one_of(runs, runs, held), max_size=4),
    }
)


@st.composite
def tables(draw):
    columns = draw(st.integers(1, 3))
    cells = st.lists(paragraphs, min_size=1, max_size=2)
    row = st.lists(cells, min_size=columns, max_size=columns)
    return {"rows": draw(st.lists(row, min_size=1, max_size=3))}


blocks = st.one_of(paragraphs, paragraphs, paragraphs, tables())
documents = st.lists(blocks, min_size=1, max_size=6)


def whole(made):
    """Blocks as Word wants them: tables parted, a paragraph last."""
    out = []
    for block in made:
        if out and "rows" in out[-1] and "rows" in block:
            out.append({"style": "", "num": "", "runs": []})
        out.append(block)
    if not out or "rows" in out[-1]:
        out.append({"style": "", "num": "", "runs": []})
    return out


@st.composite
def edited(draw, made):
    """A document after a few edits by a person."""
    made = deepcopy(made)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(made) - 1)) if made else 0
        act = draw(st.sampled_from(("edit", "edit", "edit", "add", "take", "move")))
        if act == "add" or not made:
            made.insert(at, draw(blocks))
        elif act == "take":
            made.pop(at)
        elif act == "move":
            made.insert(draw(st.integers(0, len(made) - 1)), made.pop(at))
        elif "rows" in made[at]:
            edit_table(draw, made[at]["rows"])
        else:
            edit_paragraph(draw, made[at])
    return made


def edit_table(draw, rows):
    at = draw(st.integers(0, len(rows) - 1))
    act = draw(st.sampled_from(("cell", "cell", "cell", "row", "take", "column")))
    if act == "cell":
        cell = draw(st.sampled_from(rows[at]))
        edit_paragraph(draw, cell[0])
    elif act == "row":
        rows.insert(at, [[draw(paragraphs)] for _ in rows[0]])
    elif act == "take" and len(rows) > 1:
        rows.pop(at)
    elif act == "column":
        for row in rows:
            row.insert(0, [draw(paragraphs)])


def edit_paragraph(draw, made):
    items = made["runs"]
    act = draw(st.sampled_from(("word", "word", "word", "add", "take", "look", "style")))
    if act == "style":
        made["style"] = draw(st.sampled_from(("", "Heading1")))
    elif act == "add" or not items:
        items.insert(draw(st.integers(0, len(items))), draw(st.one_of(runs, held)))
    else:
        at = draw(st.integers(0, len(items) - 1))
        kind, name, text = items[at]
        if act == "take":
            items.pop(at)
        elif act == "look" and kind == "t":
            items[at] = (kind, draw(st.sampled_from(LOOKS)), text)
        else:
            words = text.split(" ")
            words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(WORDS))
            items[at] = (kind, name, " ".join(words))


def file(made, links=LINKS, plain=False):
    """The .docx of such a document. plain: fields and controls as plain words."""
    numbers = iter(range(10, 10_000))

    def one(item):
        kind, name, text = item
        if kind == "c" and not plain:
            return control(name, t(text), number=next(numbers))
        if kind == "l":
            return link(t(text), name)
        if kind == "f" and not plain:
            return field(name, text)
        return t(text, name if kind == "t" else "")

    def xml(block):
        if "rows" in block:
            rows = [["".join(map(xml, cell)) for cell in row] for row in block["rows"]]
            return tbl(*rows)
        return p(*map(one, block["runs"]), style=block["style"], num=block["num"])

    return docx(*map(xml, whole(made)), links=links)
