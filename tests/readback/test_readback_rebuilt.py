"""What was written in a file that lost its own copy of it."""

from htssp_builder.readback.rebuilt import rebuilt
from htssp_builder.word.read.model import Base, BaseBlock, BaseControl


def base(text: str, **controls: str) -> Base:
    made = tuple(BaseControl(t, t, "text", "given", x, "call") for t, x in controls.items())
    return Base("protocol", "now", "internal", (BaseBlock("call", "body", text, {}),), made)


TODAY = base("Call Ana Ruiz at (530) 555-0142.", name="Ana Ruiz", phone="(530) 555-0142")


def test_a_block_that_still_reads_as_it_did_says_what_stood_in_its_fields() -> None:
    made, doubtful = rebuilt(TODAY, [("call", TODAY.blocks[0].text)])
    assert made == TODAY
    assert not doubtful


def test_an_answer_that_changed_since_is_found_in_the_record_of_the_build() -> None:
    made, doubtful = rebuilt(TODAY, [("call", "Call Bo Lind at (530) 555-0199.")])
    assert not doubtful
    assert [one.text for one in made.controls] == ["Bo Lind", "(530) 555-0199"]
    assert made.blocks[0].text == "Call Bo Lind at (530) 555-0199."


def test_what_cannot_be_told_is_doubtful_and_a_block_that_is_gone_is_kept() -> None:
    made, doubtful = rebuilt(TODAY, [("other", "Something else.")])
    assert doubtful == {"name", "phone"}
    assert [one.id for one in made.blocks] == ["call", "other"]


def test_without_any_record_everything_is_doubtful() -> None:
    made, doubtful = rebuilt(TODAY, None)
    assert made == TODAY
    assert doubtful == {"name", "phone"}
