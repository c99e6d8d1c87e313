"""Comments: who said what on which words, which answer which, and which are settled."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from htssp_builder.word.read.model import Block, Comment, Paragraph, Story
from htssp_builder.word.read.package import Package
from htssp_builder.word.read.tags import W14, W15, W15_EARLY, is_on
from htssp_builder.word.read.views import words
from htssp_builder.word.read.walk import Mark

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Ranges = Mapping[str, tuple[Story, Mark, Mark]]


def comments(
    package: Package,
    root: "Element",
    ranges: Ranges,
    paragraphs: tuple[Paragraph, ...],
    blocks: tuple[Block, ...],
    w: str,
) -> Iterator[Comment]:
    """The comments of a file in the order of their part.

    root: of that part. ranges: where each stands in the text. paragraphs, blocks: of the file,
    those of the comments among them.
    """
    said: dict[str, list[str]] = {}
    for block in blocks:
        if block.paragraph.story.kind == "comment":
            said.setdefault(block.paragraph.story.id, []).append(block.text)
    threads = _threads(package)
    owners = {
        paragraph.get(f"{W14}paraId", ""): element.get(f"{w}id", "")
        for element in root.iterchildren(f"{w}comment")
        for paragraph in element.iter(f"{w}p")
    }
    owners.pop("", None)
    for element in root.iterchildren(f"{w}comment"):
        name = element.get(f"{w}id", "")
        parent, resolved = "", False
        for paragraph in element.iter(f"{w}p"):
            known = threads.get(paragraph.get(f"{W14}paraId", ""))
            if known is not None:
                parent, resolved = owners.get(known[0], ""), known[1]
        story, on, numbers = _place(ranges.get(name), paragraphs)
        yield Comment(
            name,
            element.get(f"{w}author", ""),
            element.get(f"{w}initials", ""),
            element.get(f"{w}date", ""),
            "\n".join(said.get(name, [])),
            parent,
            resolved,
            on,
            numbers,
            story,
            element,
        )


def _threads(package: Package) -> dict[str, tuple[str, bool]]:
    """What commentsExtended says of the last paragraph of each comment: the paragraph of the
    comment it answers, and whether the thread is settled."""
    made: dict[str, tuple[str, bool]] = {}
    for part in package.related(package.main, "commentsExtended"):
        for one in package.xml(part):
            for w15 in (W15, W15_EARLY):
                if one.tag == f"{w15}commentEx":
                    done = one.get(f"{w15}done")
                    made[one.get(f"{w15}paraId", "")] = (
                        one.get(f"{w15}paraIdParent", ""),
                        done is not None and is_on(done),
                    )
    made.pop("", None)
    return made


def _place(
    found: tuple[Story, Mark, Mark] | None, paragraphs: tuple[Paragraph, ...]
) -> tuple[Story | None, str, tuple[int, ...]]:
    if found is None:
        return None, "", ()
    story, start, end = found
    # A range that ends ahead of a paragraph's first word does not reach into it.
    last = max(end[0] if end[1] else end[0] - 1, start[0])
    numbers = range(start[0], min(last + 1, len(paragraphs)))
    on = words(paragraphs, start, end, final=True) or words(paragraphs, start, end, final=False)
    return story, on, tuple(n for n in numbers if paragraphs[n].story == story)
