"""Law in a document: words and limits together, unverified until confirmed, never from hearsay."""

import pytest
from small_pack import EVIDENCE, blocks, law, texts

from htssp_builder.document.tree import Field, Inline, Paragraph, Text

ORAL = "{{ reporting.oral }}\n{: #body.a }"


def inlines(template: str, *given: str, **options: object) -> tuple[Inline, ...]:
    (block,) = blocks(template, *given, **options)
    assert isinstance(block, Paragraph)
    return block.inlines


def field(template: str, *given: str, **options: object) -> Field:
    (found,) = inlines(template, *given, **options)
    assert isinstance(found, Field)
    return found


def test_a_clock_prints_the_laws_word_and_its_limit_together() -> None:
    found = field(ORAL)
    assert found.text == "immediately, and within 24 hours"
    assert found.state == "unverified"


def test_a_clock_without_a_limit_stays_a_word() -> None:
    oral = {**law()["oral"], "at_latest": None, "unit": None}
    assert field(ORAL, laws=(law(oral=oral),)).text == "immediately"


def test_a_clock_counts_from_what_the_law_says() -> None:
    oral = {**law()["oral"], "when": None, "at_latest": "1", "counts_from": "the call"}
    assert field(ORAL, laws=(law(oral=oral),)).text == "within 1 hour of the call"


def test_what_the_district_sets_replaces_the_whole_limit_of_the_law() -> None:
    given = "district: {state: XA}\nreporting: {oral: {when: at once}}"
    assert field(ORAL, given).text == "at once"


def test_a_confirmed_clock_is_plain_text() -> None:
    given = """
district: {state: XA}
reporting: {oral: {verified: {by: Ana Ruiz, on: 2027-01-02}}}
"""
    assert inlines(ORAL, given) == (Text("immediately, and within 24 hours"),)


def test_a_clock_that_nobody_has_read_is_a_mark_and_not_a_promise() -> None:
    found = field(ORAL, "district: {state: XB}")
    assert found.state == "missing"
    assert found.text == "[To complete: Time limit by phone]"


def test_recipients_keep_their_conditions() -> None:
    assert field("{{ reporting.oral.to }}\n{: #body.a }").text == (
        "the Xanadu Bureau of Children (XBC) or the county guard (at night)"
    )
    assert field("{{ law.oral.to }}\n{: #body.a }").text == (
        "the Xanadu Bureau of Children (XBC) or the county guard (at night)"
    )


def test_where_all_recipients_are_told_the_word_is_and() -> None:
    laws = (law(oral={**law()["oral"], "to_which": "all"}),)
    for name in ("reporting.oral.to", "law.oral.to"):
        assert " and the county guard" in field(f"{{{{ {name} }}}}\n{{: #body.a }}", laws=laws).text


def test_a_recipient_from_a_weak_source_is_left_out() -> None:
    oral = law()["oral"]
    sure, weak = oral["to"]
    laws = (law(oral={**oral, "to": [sure, {**weak, "confidence": "low"}]}),)
    for name in ("reporting.oral.to", "law.oral.to"):
        text = field(f"{{{{ {name} }}}}\n{{: #body.a }}", laws=laws).text
        assert text == "the Xanadu Bureau of Children (XBC)"


@pytest.mark.parametrize(
    "name", ["law.immunity.text", 'fed["hearsay"]', "law.parent_notice.text", "law.written.form"]
)
def test_weak_and_unread_law_is_a_question_to_counsel(name: str) -> None:
    found = field(f"{{{{ {name} }}}}\n{{: #body.a }}")
    assert (found.text, found.state) == ("[Ask counsel: not read in the law yet]", "missing")


def test_weak_law_is_false_in_a_condition() -> None:
    template = "{% if law.immunity.text %}Immune.{% else %}Unsure.{% endif %}\n{: #body.a }"
    assert texts(template) == ["Unsure."]


def test_a_weak_entry_of_a_list_is_not_looped_over() -> None:
    template = "{% for d in law.school_law %}\n{{ d.requires }}\n{: #body.a }\n{% endfor %}\n"
    assert texts(template) == ["Train.", "Hang it up."]


def test_a_clock_from_a_weak_source_is_never_filled_in() -> None:
    laws = (law(oral={**law()["oral"], "confidence": "low"}),)
    assert field(ORAL, laws=laws).text == "[To complete: Time limit by phone]"


@pytest.mark.parametrize("name", ["law.penalty.text", 'fed["sure-thing"]', "hotline.phone"])
def test_law_is_marked_until_a_named_person_has_confirmed_it(name: str) -> None:
    template = f"{{{{ {name} }}}}\n{{: #body.a }}"
    assert field(template).state == "unverified"
    (confirmed,) = inlines(template, checked=True)
    assert getattr(confirmed, "state", "given") == "given"


def test_a_default_of_the_law_gives_way_to_what_was_typed() -> None:
    given = 'district: {state: XA}\nhotline: {phone: "(530) 555-0100"}'
    found = field("{{ hotline.phone }}\n{: #body.a }", given)
    assert (found.text, found.state) == ("(530) 555-0100", "given")


def test_yes_no_and_dates_of_the_law_print_as_words() -> None:
    assert field("{{ law.reporters.everyone }}\n{: #body.a }").text == "No"
    assert field("{{ law.looked_up }}\n{: #body.a }").text == "November 24, 2026"


def test_lists_of_recipients_in_words() -> None:
    assert texts("{{ law.oral.to | all_of }}.\n{: #body.a }") == [
        "the Xanadu Bureau of Children (XBC) and the county guard (at night)."
    ]


def test_a_state_without_law_data_composes_with_questions_everywhere() -> None:
    template = f"{ORAL}\n\n{{{{ law.penalty.text }}}}\n{{: #body.b }}\n"
    assert texts(template, "district: {name: Vale}") == [
        "[To complete: Time limit by phone]",
        "[Ask counsel: not read in the law yet]",
    ]


def test_evidence_of_the_tests_is_complete() -> None:
    assert set(EVIDENCE) == {"source", "confidence", "read"}
