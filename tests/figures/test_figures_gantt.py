"""The Gantt chart: what it shows, what it says in words, and that it can be read on paper."""

import json
import os
import re
import shutil
import struct
import subprocess
import sys
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
import typst
from gantt_samples import START, plan, rows
from hypothesis import example, given, settings
from hypothesis import strategies as st

from htssp_builder.document.colours import contrast
from htssp_builder.document.tree import Style
from htssp_builder.figures import gantt
from htssp_builder.figures.gantt import Bar, Chart, alternative_text, draw
from htssp_builder.problems import HtsspError

ROOT = Path(__file__).parents[2]
DAY = date(2026, 9, 1)
HOSTILE = ["#panic()", '"; #read("/etc/passwd")', "<svg>", "$x$", "*a* _b_ `c`", "\\u{41}", "@ref"]


def one(label="A step", kind="bar", note="", group="", days=30):
    return Bar(label, DAY, DAY + timedelta(days=days), group, kind, note)


def chart(*bars, **more):
    given = {"title": "Plan", "start": DAY, "end": date(2027, 6, 30), "rows": bars} | more
    return Chart(**given)


def as_pdf(made, style=Style(), look=0):  # noqa: B008
    """The same picture with its words still words."""
    size, share = gantt._LOOKS[look]
    width = style.page_width - 2 * style.margin
    data = json.dumps(gantt._data(made, style, width, size, share))
    template = (ROOT / "htssp_builder" / "figures" / "gantt.typ").read_bytes()
    return typst.compile(template, format="pdf", sys_inputs={"data": data}, timestamp=0)


def shown(made):
    text = pypdf.PdfReader(BytesIO(as_pdf(made))).pages[0].extract_text()
    return squeezed(text)


def squeezed(text):
    return re.sub(r"[\s\u200b]+", "", text)


def pixels(png):
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


def test_a_whole_plan_fits_on_a_letter_page_at_full_width():
    picture = draw(plan())
    assert picture.width == 6.5
    assert 5 < picture.height <= 8
    assert pixels(picture.png) == (1300, pytest.approx(picture.height * 200, abs=1))
    assert picture.svg.startswith("<svg ")
    assert "<image" not in picture.svg
    assert not re.search(r'href="(?!#)', picture.svg)


def test_longer_labels_make_the_type_smaller_and_not_the_page_longer():
    long = tuple(row._replace(label=f"{row.label}, and what else belongs to it") for row in rows())
    picture = draw(plan(rows=long))
    assert picture.height <= 8
    [usual] = pypdf.PdfReader(BytesIO(as_pdf(plan(rows=long)))).pages
    assert float(usual.mediabox.height) > 8 * 72


def test_every_label_note_month_and_break_is_in_the_picture():
    made = plan(rows=(*rows(), one("Late one", note="two weeks late", group="Sustain")))
    words = shown(made)
    for row in made.rows:
        assert squeezed(row.label) in words
    for expected in ("Plan", "Sustain", "two weeks late", "Mar 22, 2027", "Aug", "2026", "2027"):
        assert squeezed(expected) in words
    breaks = "Winter break, Dec 21, 2026 to Jan 3, 2027; Spring day, Mar 22, 2027."
    assert squeezed(breaks) in words
    assert squeezed("Today, November 24, 2026") in words


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler's pdftotext")
@pytest.mark.parametrize("look", range(len(gantt._LOOKS)))
def test_no_word_leaves_the_picture_and_no_label_its_column(look, tmp_path):
    bars = [
        one("W" * 90),
        one("Superintendent" * 5, note="note " * 12),
        one("x", kind="milestone", note="n" * 90),
        Bar("first day", DAY, DAY, kind="milestone"),
        Bar("last day", date(2027, 6, 30), date(2027, 6, 30), kind="milestone", note="the end"),
    ]
    path = tmp_path / "chart.pdf"
    path.write_bytes(as_pdf(chart(*bars, today=date(2027, 6, 30)), look=look))
    found = subprocess.run(
        ["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    height = float(re.search(r'<page width="[\d.]+" height="([\d.]+)"', found)[1])
    boxes = re.findall(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<', found)
    assert len(boxes) > 20
    column = 6.5 * 72 * gantt._LOOKS[look][1]
    for left, top, right, bottom, word in boxes:
        assert float(left) >= -0.5
        assert float(right) <= 6.5 * 72 + 0.5
        assert -2 <= float(top) <= float(bottom) <= height + 2
        if set(word) <= {"W", "\u200b"} or "uperintenden" in word:
            assert float(right) <= column


def test_kinds_differ_in_shape_and_not_only_in_colour():
    drawn = {}
    for kind in ("bar", "critical", "milestone", "done"):
        svg = draw(chart(one(kind=kind, days=0))).svg
        bare = re.sub(r'(fill|stroke)="#[0-9a-f]+"', "", svg)
        drawn[kind] = re.sub(r"<use [^>]*>", "", bare)
    assert len(set(drawn.values())) == 4
    # A full bar is darker on black-and-white paper than a light one.
    style = Style()
    assert contrast(style.caution, "FFFFFF") > 4.5 > contrast(style.band, "FFFFFF")


@pytest.mark.parametrize("pale", ["FFFF66", "FFFFFF", "C8C8C8"])
def test_words_are_readable_whatever_colours_a_pack_asks_for(pale):
    style = Style(accent=pale, muted=pale, text=pale, caution=pale, band="F3F6FA")
    svg = draw(plan(), style).svg
    words = set(re.findall(r'<use [^>]*fill="#([0-9a-f]{6})"', svg))
    assert words
    assert all(contrast(colour.upper(), "FFFFFF") >= 4.5 for colour in words)
    assert all(contrast(colour.upper(), "F3F6FA") >= 4.5 for colour in words)


def test_the_words_say_what_the_picture_shows():
    said = alternative_text(plan())
    assert "22 steps from August 10, 2026 to October 1, 2027" in said
    assert "Plan 7, Develop 10, Implement 3, Sustain 2" in said
    assert "1 milestone: T18 Adoption by the board on March 22, 2027." in said
    chain = [row.label for row in rows() if row.kind == "critical"]
    assert f"if they are late: {', then '.join(chain)}." in said
    assert "2 steps are done." in said
    assert "Today, November 24, 2026, is marked." in said
    assert said.endswith("The table below has every date.")


def test_a_changed_date_changes_picture_and_words():
    before = draw(plan())
    later = [row._replace(start=date(2027, 4, 19), end=date(2027, 4, 19))
             if row.kind == "milestone" else row for row in rows()]  # fmt: skip
    after = draw(plan(rows=tuple(later)))
    assert before.svg != after.svg
    assert before.png != after.png
    assert "April 19, 2027" in after.alt
    assert "March 22, 2027" not in after.alt


def test_today_is_marked_only_where_the_chart_reaches_it():
    for day in (None, date(2020, 1, 1), date(2040, 1, 1)):
        assert "Today" not in alternative_text(plan(today=day))
        assert "Today" not in shown(plan(today=day))


def test_a_plan_without_steps_says_so():
    empty = chart()
    assert "no steps yet" in draw(empty).alt
    assert draw(empty).height < 2


def test_a_row_outside_of_the_stated_days_widens_the_chart():
    words = shown(chart(Bar("Early", date(2024, 3, 1), date(2024, 5, 1)), one()))
    assert "2024" in words


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date.min, date.min),
        (date.max, date.max),
        (date.min, date.max),
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(2020, 1, 1), date(2061, 1, 1)),
    ],
)
def test_any_stretch_of_time_can_be_drawn(first, last):
    made = Chart("Plan", first, last, (Bar("A", first, last),), first, ((first, last, "Closed"),))
    assert str(first.year if last.year - first.year < 3 else last.year) in draw(made).alt


def test_a_bar_that_ends_before_it_begins_is_drawn_all_the_same():
    draw(chart(Bar("A", DAY, DAY - timedelta(days=40))))


_dates = st.dates(date(2020, 1, 1), date(2035, 1, 1))
_text = st.text(max_size=60)


@settings(max_examples=25, deadline=None)
@given(label=_text, note=_text, group=_text, first=_dates, last=_dates, name=_text)
@example(*HOSTILE[:3], START, START, HOSTILE[3])
@example(HOSTILE[4], HOSTILE[5], HOSTILE[6], START, START, "\ud800\x00\ufeff")
def test_nothing_a_person_typed_stops_the_drawing(label, note, group, first, last, name):
    bars = [Bar(label, first, last, group, kind, note) for kind in ("bar", "milestone")]
    picture = draw(chart(*bars, shaded=((first, last, name),), title=label))
    assert picture.png.startswith(b"\x89PNG")


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_a_person_typed_is_shown_as_typed(typed):
    words = shown(chart(one(label=typed, group=typed, note=typed)))
    assert words.count(squeezed(typed)) == 3


def test_a_colour_that_is_none_is_refused():
    with pytest.raises(HtsspError, match=r"style\.yaml, accent"):
        draw(plan(), Style(accent="blue"))


def test_the_template_reads_nothing_but_its_data():
    template = (ROOT / "htssp_builder" / "figures" / "gantt.typ").read_text(encoding="utf-8")
    code = re.sub(r"//.*", "", template)
    assert not re.search(r"\b(import|include|read|image|plugin|eval|csv|xml|yaml|toml)\b", code)
    assert re.findall(r"\bjson\([^()]*\(?[^()]*\)?\)", code) == ["json(bytes(sys.inputs.data))"]


def test_the_same_chart_gives_the_same_bytes_in_another_process():
    script = (
        "import sys, hashlib; sys.path[:0] = sys.argv[1:]\n"
        "from gantt_samples import plan\n"
        "from htssp_builder.figures.gantt import draw\n"
        "p = draw(plan()); print(hashlib.sha256(p.png + p.svg.encode()).hexdigest())"
    )
    arguments = [sys.executable, "-c", script, str(Path(__file__).parent), str(ROOT)]
    seen = {
        subprocess.run(
            arguments, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(seen) == 1
