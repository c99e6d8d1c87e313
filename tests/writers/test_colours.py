"""Words can be read on every ground, whatever colours a pack asks for."""

from hypothesis import given
from hypothesis import strategies as st

from htssp_builder.document.colours import contrast, palette
from htssp_builder.document.tree import Style

colour = st.from_regex("[0-9A-F]{6}", fullmatch=True)


def test_contrast_is_that_of_wcag():
    assert contrast("000000", "FFFFFF") == 21
    assert round(contrast("777777", "FFFFFF"), 2) == 4.48


def test_the_usual_colours_stay_as_they_are():
    style = Style()
    assert all(getattr(style, name) == value for name, value in palette(style).items())


@given(accent=colour, text=colour, muted=colour, head=colour, head_text=colour, fill=colour)
def test_words_on_a_single_ground_can_always_be_read(accent, text, muted, head, head_text, fill):
    colours = palette(
        Style(
            accent=accent,
            text=text,
            muted=muted,
            table_head=head,
            table_head_text=head_text,
            caution=accent,
            caution_fill=fill,
        )
    )
    pairs = [
        (colours["accent"], "FFFFFF"),
        (colours["muted"], "FFFFFF"),
        (colours["table_head_text"], head),
        (colours["caution"], fill),
    ]
    assert all(contrast(*pair) >= 4.5 for pair in pairs)
