"""The words of a file wherever Word puts them, and what stands around them."""

import pytest
from read_files import body, final, links, package, reading, root, zipped

from htssp_builder.word.read.package import open_file
from htssp_builder.word.read.reader import read

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
STRICT_LINKS = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def r(content):
    return f"<w:r>{content}</w:r>"


def t(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text):
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def control(content, properties=""):
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


BOX = (
    "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor>"
    "<wp:positionH><wp:posOffset>914400</wp:posOffset></wp:positionH>"
    "<a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx>"
    "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox>"
    "</v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
)

LINES = {
    "runs split anywhere": (t("Ca") + t("ll ") + t("9") + t("11"), "Call 911"),
    "tabs and breaks": (
        r("<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t>"),
        "a\tb\nc\nd",
    ),
    "page break": (r('<w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t>'), "ab"),
    "hyphens": (
        r("<w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t>"),
        "a\u2011b\u00adc",
    ),
    "symbols": (
        r('<w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Symbol" w:char="F0B7"/>')
        + r('<w:sym w:font="Other" w:char="F041"/><w:sym w:font="Other" w:char="x"/>'),
        "☑•\uf041\ufffd",
    ),
    "line of the file itself": (r("<w:t>two\nwords</w:t>"), "two words"),
    "inline control": (t("a") + control(t("b") + control(t("c"))) + t("d"), "abcd"),
    "link": (f'<w:hyperlink r:id="r1">{t("here")}</w:hyperlink>', "here"),
    "wrappers": (
        f'<w:smartTag><w:smartTagPr><w:attr w:name="x"/></w:smartTagPr>{t("a")}</w:smartTag>'
        f'<w:customXml w:element="e"><w:customXmlPr/>{t("b")}</w:customXml>'
        f'<w:dir w:val="rtl">{t("c")}</w:dir>',
        "abc",
    ),
    "ruby": (
        r(
            f"<w:ruby><w:rubyPr/><w:rt>{t('kana')}</w:rt><w:rubyBase>{t('kanji')}</w:rubyBase></w:ruby>"
        ),
        "kanji(kana)",
    ),
    "simple field": (f'<w:fldSimple w:instr="DATE">{t("June 14")}</w:fldSimple>', "June 14"),
    "field": (
        t("p. ") + field("begin") + code("PAGEREF x") + field("separate") + t("7") + field("end"),
        "p. 7",
    ),
    "field in the instruction of a field": (
        field("begin")
        + code("IF ")
        + (field("begin") + code("PAGE") + field("separate") + t("3") + field("end"))
        + t(" instruction ")
        + field("separate")
        + t("shown")
        + field("end"),
        "shown",
    ),
    "field without a result": (field("begin") + code("XE x") + field("end") + t("a"), "a"),
    "field that never ends": (t("a") + field("begin") + code("PAGE") + t("kept"), "akept"),
    "end of no field": (field("end") + field("separate") + t("a"), "a"),
    "formula": (
        "<m:oMath><m:f><m:fPr><m:ctrlPr/></m:fPr><m:num><m:r><m:t>1</m:t></m:r></m:num>"
        "<m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
        "12",
    ),
    "old check boxes": (
        r(
            '<w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Told"/><w:checkBox>'
            '<w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar>'
        )
        + code("FORMCHECKBOX")
        + field("end")
        + t(" told"),
        "☒ told",
    ),
    "unknown element": ("<new:mark>kept<new:inner>too</new:inner></new:mark>", "kepttoo"),
    "deleted without its mark": (r("<w:delText>gone</w:delText><w:t>a</w:t>"), "a"),
}


@pytest.mark.parametrize("name", LINES)
def test_the_words_of_a_line(name):
    content, text = LINES[name]
    assert final(reading(f"<w:p>{content}</w:p>")) == [text]


def test_what_is_not_understood_is_named_and_counted():
    file = reading("<w:p><new:a>x<new:a/></new:a></w:p><w:altChunk r:id='r1'/><new:b>loose</new:b>")
    assert file.unknown == {"new:a": 2, "new:b": 1, "w:altChunk": 1}
    assert final(file) == ["x", "loose"]


def test_a_text_box_is_read_once_as_a_story_of_its_own():
    box = BOX.format(f"<w:p>{t('In it')}</w:p>")
    file = reading(f"<w:p>{t('Before ')}<w:r>{box}</w:r>{t('it')}</w:p>")
    assert final(file) == ["Before it", "In it"]
    assert [b.paragraph.story.kind for b in file.final] == ["body", "textbox"]


def test_an_old_text_box_and_an_alternative_nobody_knows():
    old = f"<w:r><w:pict><v:shape alt='Seal'><v:textbox><w:txbxContent><w:p>{t('old')}</w:p>" + (
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    unknown = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='new'><new:x>new</new:x></mc:Choice>"
        "<mc:Fallback><w:t>fallback</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    file = reading(f"<w:p>{old}{unknown}</w:p>")
    assert final(file) == ["fallback", "old"]
    assert [p.says for p in file.paragraphs[0].pieces if p.kind == "object"] == ["Seal"]


def test_controls_at_every_level_are_seen_through():
    cell = control(f"<w:tc><w:p>{t('cell')}</w:p></w:tc>", '<w:tag w:val="c"/>')
    row = control(f"<w:tr><w:tc><w:p>{t('row')}</w:p></w:tc></w:tr>", '<w:tag w:val="r"/>')
    inner = control(t("two"), '<w:tag w:val="i"/>')
    block = control(f"<w:p>{t('one')}</w:p><w:p>{inner}</w:p>", '<w:tag w:val="b"/>')
    file = reading(f"{block}<w:tbl><w:tr>{cell}</w:tr>{row}</w:tbl>")
    assert final(file) == ["one", "two", "cell", "row"]
    assert [(c.tag, c.level, c.text) for c in file.controls] == [
        ("b", "block", "one\ntwo"),
        ("i", "inline", "two"),
        ("c", "cell", "cell"),
        ("r", "row", "row"),
    ]
    assert [b.paragraph.place[-1][1:] for b in file.final[2:]] == [(0, 0), (1, 0)]


def test_what_a_control_says_of_itself():
    kinds = {
        "<w:text/>": "text",
        '<w:date w:fullDate="2027-06-14T00:00:00Z"/>': "date",
        '<w:dropDownList><w:listItem w:displayText="Yes" w:value="y"/></w:dropDownList>': "choice",
        '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>': "check",
        "<w15:repeatingSection/>": "repeat",
        '<w:dataBinding w:xpath="/a/b"/><w:text/>': "text",
        "<w:showingPlcHdr/>": "text",
    }
    content = "".join(f"<w:p>{control(t('☒ x'), one)}</w:p>" for one in kinds)
    found = reading(content).controls
    assert [c.kind for c in found] == list(kinds.values())
    assert [c.date for c in found if c.date] == ["2027-06-14"]
    assert [c.choices for c in found if c.choices] == [("Yes",)]
    assert [c.checked for c in found] == [None, None, None, True, None, None, None]
    assert [c.bound for c in found if c.bound] == ["/a/b"]
    assert [c.placeholder for c in found] == [False] * 6 + [True]


STYLES = root(
    "styles",
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Our heading"/>'
    '<w:basedOn w:val="H2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="L"><w:name w:val="List"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>',
)
NUMBERS = root(
    "numbering",
    '<w:abstractNum w:abstractNumId="5">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/>'
    '<w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="6"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="6"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="1"/></w:lvlOverride></w:num>',
)


def styled(style, numbers=""):
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{numbers}</w:pPr>{t("x")}</w:p>'


def item(name, level=0):
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr></w:pPr>'
        f"{t('x')}</w:p>"
    )


def test_styles_outline_and_the_numbers_that_word_prints():
    content = styled("Own") + styled("L") + styled("Nowhere") + styled("Loop") + "<w:p/>"
    content += item(1) + item(1, 1) + item(1, 1) + item(1) + item(2) + item(3) + item(3) + item(9)
    content += styled("L", '<w:numPr><w:numId w:val="0"/></w:numPr>')
    file = reading(
        content,
        {"word/styles.xml": STYLES, "word/numbering.xml": NUMBERS},
        [("styles", "styles.xml"), ("numbering", "numbering.xml")],
    )
    made = [(p.style_name, p.outline, p.list.label if p.list else None) for p in file.paragraphs]
    assert made[:5] == [
        ("Our heading", 2, None),
        ("List", 0, "1."),
        ("Nowhere", 0, None),
        ("Loop", 0, None),
        ("Normal", 0, None),
    ]
    assert [label for *_, label in made[5:]] == [
        *("2.", "2.i)", "2.ii)", "3.", "•", "1.", "2.", ""),
        None,
    ]
    assert file.final[4].empty
    assert not file.final[3].empty


def test_headers_and_footers_come_behind_the_body():
    content = f'<w:p>{t("body")}</w:p><w:sectPr><w:footerReference r:id="r2"/></w:sectPr>'
    file = reading(
        content,
        {
            "word/header1.xml": root("hdr", f"<w:p>{t('unused header')}</w:p>"),
            "word/footer1.xml": root("ftr", f"<w:p>{t('footer')}</w:p>"),
        },
        [("header", "header1.xml"), ("footer", "footer1.xml")],
    )
    assert final(file) == ["body", "footer", "unused header"]
    assert [b.paragraph.story.kind for b in file.final] == ["body", "footer", "header"]


def test_a_strict_file_and_a_main_part_under_another_name():
    strict = body(f"<w:p>{t('strict')}</w:p>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main", STRICT
    )
    parts = {
        **package(),
        "_rels/.rels": links(("officeDocument", "/word/document2.xml")).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships", STRICT_LINKS
        ),
        "word/document2.xml": strict,
    }
    file = read(open_file(zipped(parts), "strict.docx"))
    assert final(file) == ["strict"]
    assert file.namespace == f"{{{STRICT}}}"


COMMENTS = root(
    "comments",
    '<w:comment w:id="1" w:author="Ana Ruiz" w:initials="AR" w:date="2027-01-12T09:30:00Z">'
    f'<w:p w14:paraId="0A">{t("Is this")}</w:p><w:p w14:paraId="0B">{t("right?")}</w:p></w:comment>'
    f'<w:comment w:id="2" w:author="Counsel"><w:p w14:paraId="0C">{t("Yes.")}</w:p></w:comment>'
    f'<w:comment w:id="3" w:author="Counsel"><w:p>{t("On nothing")}</w:p></w:comment>',
)
THREADS = (
    '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
    '<w15:commentEx w15:paraId="0B" w15:done="1"/>'
    '<w15:commentEx w15:paraId="0C" w15:paraIdParent="0B" w15:done="0"/></w15:commentsEx>'
)


def test_comments_with_their_words_replies_and_state():
    start, end = '<w:commentRangeStart w:id="{}"/>', '<w:commentRangeEnd w:id="{}"/>'
    mark = '<w:r><w:commentReference w:id="{}"/></w:r>'
    first = t("Call ") + start.format(1) + start.format(2) + t("the hotline")
    second = t("at once") + end.format(1) + mark.format(1) + end.format(2) + mark.format(2)
    file = reading(
        f"<w:p>{first}</w:p><w:p>{second}{t('.')}</w:p>",
        {"word/comments.xml": COMMENTS, "word/commentsExtended.xml": THREADS},
        [("comments", "comments.xml"), ("commentsExtended", "commentsExtended.xml")],
    )
    one, two, three = file.comments
    assert (one.author, one.initials, one.date) == ("Ana Ruiz", "AR", "2027-01-12T09:30:00Z")
    assert (one.text, one.parent, one.resolved) == ("Is this\nright?", "", True)
    assert (one.words, one.paragraphs) == ("the hotline\nat once", (0, 1))
    assert (two.text, two.parent, two.words) == ("Yes.", "1", "the hotline\nat once")
    assert (three.text, three.words, three.paragraphs) == ("On nothing", "", ())


def test_a_comment_on_deleted_words_still_says_which():
    deleted = '<w:del w:id="5" w:author="A"><w:r><w:delText>old words</w:delText></w:r></w:del>'
    content = f'<w:p><w:commentRangeStart w:id="1"/>{deleted}<w:commentRangeEnd w:id="1"/></w:p>'
    file = reading(content, {"word/comments.xml": COMMENTS}, [("comments", "comments.xml")])
    assert file.comments[0].words == "old words"


def test_properties_and_damaged_parts_that_are_not_the_text():
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Protocol</dc:title>'
        "</cp:coreProperties>"
    )
    parts = package(f"<w:p>{t('text')}</w:p>", {"docProps/core.xml": core, "word/styles.xml": "<"})
    parts["_rels/.rels"] = links(
        ("officeDocument", "word/document.xml"),
        ("metadata/core-properties", "docProps/core.xml"),
        ("custom-properties", "docProps/custom.xml"),
    )
    parts["docProps/custom.xml"] = "not xml"
    parts["word/_rels/document.xml.rels"] = links(("styles", "styles.xml"))
    file = read(open_file(zipped(parts), "a.docx"))
    assert final(file) == ["text"]
    assert file.properties.core == {"title": "Protocol"}
    assert file.properties.custom == {}
    assert file.base is None
