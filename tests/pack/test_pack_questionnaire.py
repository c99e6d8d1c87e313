"""Whoever is asked a question is told why, and sees what an answer looks like."""

from collections.abc import Iterator

import pytest

from htssp_builder.pack.find import pack_folder
from htssp_builder.pack.load import load_pack, read_files
from htssp_builder.pack.model import Question

PACK = load_pack(read_files(pack_folder("hhs")))
QUESTIONS = {question.id: question for question in PACK.questions()}


@pytest.mark.parametrize("question", list(QUESTIONS.values()), ids=lambda q: q.id)
def test_a_question_says_why_it_is_asked_and_on_what_it_rests(question: Question) -> None:
    assert question.help.endswith((".", "?")), "help is a sentence"
    assert question.basis


def written() -> Iterator[tuple[str, Question]]:
    for question in PACK.questions():
        for part in (question, *question.columns):
            if part.type in ("text", "paragraph"):
                yield f"{question.id}.{part.id}" if part is not question else part.id, part


@pytest.mark.parametrize(("path", "question"), list(written()), ids=lambda value: str(value)[:40])
def test_words_that_are_typed_freely_have_an_example(path: str, question: Question) -> None:
    assert question.example or question.default, path


def test_the_ten_minute_part_is_asked_first_and_is_short() -> None:
    first = [s.id for s in PACK.sections[:2]]
    draft = [q.id for s in PACK.sections[:2] for q in s.questions if q.required == "draft"]
    assert first == ["district", "essentials"]
    assert 8 <= len(draft) <= 12
