"""All template files of a document, cut, read and emitted one after the other."""

from htssp_builder.compose.blocks import emit_blocks
from htssp_builder.compose.controls import Walk
from htssp_builder.compose.cut import cut
from htssp_builder.compose.emit import Emitter
from htssp_builder.compose.environment import Templates
from htssp_builder.compose.marked import parse_markdown
from htssp_builder.document.tree import Heading, Meta, Text
from htssp_builder.pack.model import DocumentSection, DocumentSpec, Pack
from htssp_builder.problems import HtsspError, Problem, error


def assemble(pack: Pack, spec: DocumentSpec) -> Emitter:
    """Everything the program of this document is made of.

    Raises HtsspError with every mistake found in all its template files.
    """
    emitter = Emitter({section.id: section.number for section in spec.sections})
    environment = Templates()
    broken: list[Problem] = []
    parts = [(DocumentSection("cover", "", "", spec.cover), False)] if spec.cover else []
    for section, headed in [*parts, *((s, True) for s in spec.sections)]:
        if headed:
            emitter.block(_heading(section))
        try:
            _section(emitter, pack, section, environment)
        except HtsspError as wrong:
            broken.extend(wrong.problems)
    if broken or emitter.problems:
        raise HtsspError(*broken, *emitter.problems)
    return emitter


def _heading(section: DocumentSection) -> Heading:
    meta = Meta(section.authority, section.basis)
    return Heading(section.id, 1, (Text(section.title),), section.number, section.new_page, meta)


def _section(
    emitter: Emitter, pack: Pack, section: DocumentSection, environment: Templates
) -> None:
    source = pack.templates.get(section.file)
    if source is None:
        raise HtsspError(
            error(section.file, "The template file is missing.", "Write it, or drop the section.")
        )
    pieces = cut(source, section.file, environment)
    root = parse_markdown(pieces.markdown)
    emit_blocks(Walk(emitter, pieces, section.file, section.id, section.authority), root)
