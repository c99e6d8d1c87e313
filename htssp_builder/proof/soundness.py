"""Whether a pack is sound: everything that can be proved of it before a district uses it."""

from collections.abc import Callable, Iterator

from htssp_builder.compose.build import compile_document, compose
from htssp_builder.compose.cut import cut
from htssp_builder.compose.drawing import UNDRAWN
from htssp_builder.compose.environment import Templates
from htssp_builder.compose.facts import Facts
from htssp_builder.interview.answers import Answers
from htssp_builder.interview.shapes import make_shape
from htssp_builder.pack.model import DocumentSpec, Pack
from htssp_builder.planning.planned import Planned
from htssp_builder.problems import HtsspError, Problem, error
from htssp_builder.proof.basis import check_basis, check_data_basis
from htssp_builder.proof.development import check_plan
from htssp_builder.proof.names import Choice, check_names
from htssp_builder.proof.printed import Places, check_document, check_written_ids, once
from htssp_builder.proof.questions import check_questions
from htssp_builder.proof.readability import MOST, Sentence, grade, sentences_by_section
from htssp_builder.proof.rules import check_rules
from htssp_builder.proof.sample import STATE, emptiest, fullest
from htssp_builder.proof.sampleplan import troubled, untouched
from htssp_builder.proof.vocabulary import vocabulary
from htssp_builder.proof.wording import check_wording

HARDEST = 3
FEWEST_WORDS = 5
"""A sentence of fewer words is not what makes a section hard to read."""


def check_pack(pack: Pack) -> list[Problem]:
    """Everything wrong with a pack that was loaded, each problem with its file and line.

    Templates are read without running them, then composed with the emptiest and the fullest
    answers for each state of the law data and for each choice that a condition asks for.
    """
    problems = check_questions(pack)
    problems += check_data_basis(pack)
    problems += check_plan(pack)
    problems += check_rules(pack)
    found, choices = _templates(pack)
    problems += found
    samples = list(_samples(pack, choices))
    for spec in pack.documents.values():
        for section in spec.sections:
            problems += check_basis(section.basis, section.where, pack)
        problems += _document(pack, spec, samples)
    return once(problems)


def grades(pack: Pack, document_id: str) -> dict[str, float]:
    """Section id -> the Flesch-Kincaid grade of its text with every question answered.

    Raises HtsspError where the document cannot be composed.
    """
    read = _read(pack, pack.documents[document_id])
    return {section: grade(sentences) for section, sentences in read.items()}


# -- templates, without running them ------------------------------------------------------------


def _templates(pack: Pack) -> tuple[list[Problem], list[Choice]]:
    names = vocabulary(pack)
    problems: list[Problem] = []
    choices: list[Choice] = []
    used = {file for spec in pack.documents.values() for file in _files(spec)}
    for file, source in sorted(pack.templates.items()):
        if file not in used:
            problems.append(
                error(file, "No document uses this template.", "List it, or delete it.")
            )
            continue
        try:
            cut(source, file, Templates())
            checked = check_names(source, file, names)
        except HtsspError as wrong:
            problems.extend(wrong.problems)
            continue
        problems += checked.problems
        problems += check_wording(source, file, pack)
        choices += checked.choices
    return problems, choices


def _files(spec: DocumentSpec) -> list[str]:
    return [file for file in (spec.cover, *(s.file for s in spec.sections)) if file]


# -- documents, composed ------------------------------------------------------------------------


def _document(pack: Pack, spec: DocumentSpec, samples: list[Facts]) -> Iterator[Problem]:
    try:
        program = compile_document(pack, spec)
    except HtsspError as wrong:
        yield from wrong.problems
        return
    places = Places(pack, spec)
    yield from check_written_ids(places)
    for facts in samples:
        try:
            document = compose(pack, program, spec, facts, figures=UNDRAWN)
        except HtsspError as wrong:
            yield from wrong.problems
        else:
            yield from check_document(document, places, pack)
    yield from _readable(pack, spec)


def _samples(pack: Pack, choices: list[Choice]) -> Iterator[Facts]:
    shape = make_shape(pack.questions())
    states = ["", *sorted(pack.law)]
    for state in states:
        yield _facts(pack, emptiest(shape, state), untouched)
        yield _facts(pack, fullest(shape, state), troubled)
    yield _facts(pack, fullest(shape, states[-1], law=False), troubled)
    for path, value in sorted(set(choices)):
        if path != STATE:
            yield _facts(pack, fullest(shape, states[-1], chosen={path: value}), untouched)


def _facts(pack: Pack, answers: Answers, plan: Callable[[Pack, Answers], Planned | None]) -> Facts:
    law = pack.law.get(answers.text(STATE), {})
    return Facts(answers, law, planned=plan(pack, answers))


def _read(pack: Pack, spec: DocumentSpec) -> dict[str, list[Sentence]]:
    shape = make_shape(pack.questions())
    state = next(iter(sorted(pack.law)), "")
    facts = _facts(pack, fullest(shape, state), troubled)
    program = compile_document(pack, spec)
    return sentences_by_section(compose(pack, program, spec, facts, figures=UNDRAWN))


def _readable(pack: Pack, spec: DocumentSpec) -> Iterator[Problem]:
    try:
        read = _read(pack, spec)
    except HtsspError:
        return
    for section in spec.sections:
        sentences = read.get(section.id, [])
        found = grade(sentences)
        if section.reader == "staff" and found > MOST:
            long = [s for s in sentences if s.words >= FEWEST_WORDS]
            hard = sorted(long, key=lambda s: -s.grade)[:HARDEST]
            words = " ".join(f"“{sentence.text}”" for sentence in hard)
            yield error(
                section.where,
                f"Section '{section.id}' is for staff and reads at grade {found:.1f}, above "
                f"{MOST:.0f}. Its hardest sentences: {words}",
                "Make them shorter and use plainer words.",
            )
