"""LibreOffice as a third reader of tracked changes, driven by its own bridge."""

import shutil
import subprocess
from pathlib import Path

from lxml import etree

_AT_ONCE = 4
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_SIGNS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
SCRIPT = Path(__file__).with_name("office_settle.py")


def python_with_bridge():
    """A Python that can talk to LibreOffice, or ""."""
    for name in ("/usr/bin/python3", shutil.which("python3") or ""):
        if name and Path(name).exists():
            asked = subprocess.run([name, "-c", "import uno"], capture_output=True, check=False)
            if not asked.returncode:
                return name
    return ""


def settle_in_office(jobs, folder):
    """Carries out (accept or reject, bytes) jobs; gives what each file then reads, paragraph by
    paragraph.

    folder: a new one, for LibreOffice's own settings and the files. A few files for each start of
    LibreOffice, and once again where it fell over: it does with many files in a row.
    """
    read = []
    for number, start in enumerate(range(0, len(jobs), _AT_ONCE)):
        few = jobs[start : start + _AT_ONCE]
        place = folder / str(number)
        place.mkdir()
        try:
            read += _settled(few, place)
        except subprocess.SubprocessError:
            again = folder / f"{number}b"
            again.mkdir()
            read += _settled(few, again)
    return read


def _settled(jobs, folder):
    pipe = f"htssp{abs(hash(str(folder)))}"
    arguments = []
    for number, (action, data) in enumerate(jobs):
        source = folder / f"{number}.docx"
        source.write_bytes(data)
        arguments += [action, str(source), str(folder / f"{number}.fodt")]
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={(folder / 'home').as_uri()}", "--headless",
         "--norestore", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        subprocess.run(
            [python_with_bridge(), str(SCRIPT), f"pipe,name={pipe}", *arguments],
            check=True, timeout=90, capture_output=True,
        )  # fmt: skip
    finally:
        office.terminate()
        office.wait(30)
    return [_paragraphs(folder / f"{n}.fodt") for n in range(len(jobs))]


def _paragraphs(path):
    root = etree.parse(path).getroot()
    for gone in root.iter(f"{_TEXT}tracked-changes"):
        gone.clear()
    # It puts a joiner of its own into the empty cells of a row that was tracked.
    made = (_words(one).replace("\u200d", "") for one in root.iter(f"{_TEXT}p", f"{_TEXT}h"))
    return [words for words in made if words.strip()]


def _words(element):
    out = [element.text or ""]
    for child in element:
        if child.tag in _SIGNS:
            out.append(_SIGNS[child.tag] * int(child.get(f"{_TEXT}c", "1")))
        elif child.tag not in (f"{_TEXT}p", f"{_TEXT}h"):
            out.append(_words(child))
        out.append(child.tail or "")
    return "".join(out)
