"""Everything that is looked for in a Word file, ours or anybody's."""

from collections.abc import Callable, Iterator

from htssp_builder.word.care import lint_links, lint_structure, lint_tables
from htssp_builder.word.care.lint_sheet import Finding, Sheet

RULES: tuple[Callable[[Sheet], Iterator[Finding]], ...] = (
    lint_structure.title,
    lint_structure.language,
    lint_structure.headings,
    lint_structure.typed_lists,
    lint_structure.blank_paragraphs,
    lint_tables.header_rows,
    lint_tables.merged_cells,
    lint_tables.alternative_text,
    lint_tables.contrasts,
    lint_links.link_words,
    lint_links.broken_references,
    lint_links.stale_contents,
)


def lint(sheet: Sheet, *, final: bool = False) -> list[Finding]:
    """The findings of a file in reading order, those about all of it first.

    final: marks such as "[To complete" count too.
    """
    rules = (*RULES, lint_structure.left_marks) if final else RULES
    found = [one for rule in rules for one in rule(sheet)]
    found.sort(key=lambda one: one.paragraph)
    return found
