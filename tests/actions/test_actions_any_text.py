"""Whatever a person types comes out in the Word file as typed, or is refused with a sentence."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from htssp_builder.actions.answer import add_answer_record, get_answers, set_answer
from htssp_builder.actions.build import build
from htssp_builder.problems import HtsspError

NOW = datetime(2027, 1, 12, tzinfo=UTC)
LINE, LINES = "response.relief", "legal.confirmed"
START = "format: 1\npack: hhs@1.0\ndistrict:\n  name: Lake County\n  state: CA\n"

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = [
    "{{ 7*7 }} {% for x in y %} {# no #}",
    "**bold** _x_ # h | a | b | <b>&amp;</b> [a](b) `c` \\ \\n",
    "- item\n\n1. item\n{: #id .class }\n    code\n| a | b |",
    "]]> <!-- --> <?xml?> &#x41; &lt;",
    "Ünïcødé “quotes” – — … 学校 مدرسة 🙂 👩‍👧 e\u0301",
    "a: b # c, 'd' \"e\" !!tag &anchor *alias @x %y",
    "\ufeffmark \u200bzero \u00adsoft \u2028line \u2029par \u0085next \u00a0hard \tab",
    "\ue000 \ue123 \uf8ff \U000f0000 \U0010fffd",
    "no", "~", "null", "2027-01-12", "1.10", "0x1F", "-", "=1+1", "---", "...", "|", ">", "''",
    "a\r\nb\rc", "\x00", "\x1b[31m", "\ud800", "\ufffe", "x" * 20_000, "x" * 20_001,
]  # fmt: skip


def controls(word):
    """Path -> the texts of its content controls, as the XML of the file has them."""
    with zipfile.ZipFile(io.BytesIO(word)) as opened:
        root = etree.fromstring(opened.read("word/document.xml"))
    found = {}
    for control in root.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None:
            found.setdefault(tag.get(f"{W}val"), set()).add(shown(control.find(f"{W}sdtContent")))
    return found


def shown(element):
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    runs = (child for run in element.iter(f"{W}r") for child in run)
    return "".join(
        (child.text or "") if child.tag == f"{W}t" else signs.get(child.tag, "") for child in runs
    )


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lake")
    begin(folder)
    return folder


@pytest.fixture(scope="module")
def unanswered(lake):
    """What stands in the controls before anybody answers."""
    return built(lake)


def built(folder):
    build(folder, ("protocol",), ("docx",), now=NOW)
    return controls((folder / "documents" / "protocol.docx").read_bytes())


def begin(folder):
    (folder / "district.yaml").write_text(START, encoding="utf-8")


def typed(folder, path, text):
    """Gives an answer; the problem for which it was refused, or None."""
    try:
        set_answer(folder, path, text, now=NOW)
    except HtsspError as refused:
        return refused.problems[0]
    return None


# Every kind of character, and those with which a person or an attacker breaks out of a file.
SIGNS = "{}%#:|*_-<>&'\"\\\n\t \r[]!=~`@\u2028é"
anything = st.text(max_size=80) | st.text(alphabet=SIGNS, max_size=30)


def proves(lake, unanswered, line, lines):
    begin(lake)
    refused = {path: typed(lake, path, text) for path, text in ((LINE, line), (LINES, lines))}
    found = built(lake)
    for path, text in ((LINE, line), (LINES, lines)):
        if refused[path]:
            assert refused[path].what.endswith(".")
            assert refused[path].remedy.endswith(".")
            assert found[path] == unanswered[path]
        else:
            kept = text.replace("\r\n", "\n").replace("\r", "\n")
            assert found[path] == {kept.strip()}
            [answer] = get_answers(lake, path)
            assert answer.text == kept


@pytest.mark.parametrize(("line", "lines"), list(zip(HOSTILE[::2], HOSTILE[1::2], strict=True)),
                         ids=range(len(HOSTILE) // 2))  # fmt: skip
def test_text_that_breaks_out_elsewhere_comes_out_as_typed(lake, unanswered, line, lines):
    proves(lake, unanswered, line, lines)


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(anything, anything)
def test_any_text_comes_out_exactly_or_is_refused(lake, unanswered, line, lines):
    proves(lake, unanswered, line, lines)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_name_of_a_campus_becomes_a_record_that_can_be_built(lake, name):
    begin(lake)
    try:
        record = add_answer_record(lake, "campuses", {"name": name}, now=NOW)
    except HtsspError:
        return
    found = built(lake)
    if name.strip():
        assert found[f"{record.path}.name"] == {name.replace("\r", "\n").strip()}
