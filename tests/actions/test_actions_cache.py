"""The cache of compiled packs: it saves time, is trusted only when whole, and holds no answer."""

import os
import pickle
import shutil
import stat

import pytest

from htssp_builder.actions import packs
from htssp_builder.actions.answer import set_answer
from htssp_builder.actions.build import build
from htssp_builder.actions.packs import open_pack


@pytest.fixture(autouse=True)
def _every_file_is_read(read_cached_pack, monkeypatch):
    monkeypatch.setattr(packs, "_kept", read_cached_pack)


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A cache that only this test uses, not made yet."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("HTSSP_CACHE", str(folder))
    return folder


@pytest.fixture(scope="module")
def whole():
    """The base pack, compiled without any cache."""
    return packs.make(packs.read_files(packs.pack_folder("hhs")))


@pytest.fixture
def compiled(monkeypatch, whole):
    """How often a pack was read and compiled: a list that grows."""
    times = []
    real, base = packs.make, whole.pack.digest

    def make(files):
        times.append(files.digest)
        return whole if files.digest == base else real(files)

    monkeypatch.setattr(packs, "make", make)
    return times


def test_a_pack_is_compiled_once(own, compiled):
    first = open_pack("hhs")
    assert open_pack("hhs") == first
    assert len(compiled) == 1
    assert [f.suffix for f in own.iterdir()] == [".pack"]


@pytest.mark.skipif(os.name == "nt", reason="permissions are those of POSIX")
def test_the_cache_is_the_users_own(own, compiled):
    open_pack("hhs")
    assert stat.S_IMODE(own.stat().st_mode) == 0o700


def flipped(content):
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


class Hostile:
    """A pickle that would make a file when it is read."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (open, (self.path, "w"))


@pytest.mark.parametrize(
    "spoiled",
    [
        lambda content: b"",
        lambda content: content[:100],
        lambda content: content[:-1],
        lambda content: content + b"x",
        lambda content: b"x" * len(content),
        flipped,
        lambda content: pickle.dumps({"pack": "not one"}),
        lambda content: packs._sealed(b""),
        lambda content: (data := pickle.dumps(("a", "tuple"))) + packs._sealed(data),
        lambda content: (data := b"not a pickle") + packs._sealed(data),
    ],
    ids=["empty", "cut", "one byte less", "one more", "other", "one bit", "no seal", "only seal",
         "another thing", "no pickle"],
)  # fmt: skip
def test_a_spoiled_cache_is_made_anew(spoiled, own, compiled, whole):
    open_pack("hhs")
    [path] = own.iterdir()
    content = path.read_bytes()
    path.write_bytes(spoiled(content))
    assert open_pack("hhs") == whole
    assert len(compiled) == 2
    assert open_pack("hhs") == whole
    assert len(compiled) == 2
    assert [f.name for f in own.iterdir()] == [path.name]


def test_a_strange_pickle_in_the_cache_is_not_even_read(own, compiled, tmp_path):
    open_pack("hhs")
    [path] = own.iterdir()
    path.write_bytes(pickle.dumps(Hostile(str(tmp_path / "made"))))
    open_pack("hhs")
    assert not (tmp_path / "made").exists()


def test_a_cache_in_a_districts_folder_is_never_read(texas, own, now, tmp_path):
    for name in ("cache", ".htssp", "pack"):
        (texas / name).mkdir()
        (texas / name / "x.pack").write_bytes(pickle.dumps(Hostile(str(tmp_path / "made"))))
    build(texas, (), ("md",), now=now)
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("place", ["file", "file/below", "folder"])
def test_a_cache_that_cannot_be_written_only_costs_time(
    place, texas, now, compiled, tmp_path, monkeypatch
):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    monkeypatch.setenv("HTSSP_CACHE", str(tmp_path / place))
    if place == "folder":
        real = type(tmp_path).write_bytes

        def refuse(path, data):
            if path.parent.name == "folder":
                raise PermissionError(13, "Permission denied")
            return real(path, data)

        monkeypatch.setattr(type(tmp_path), "write_bytes", refuse)
    for _ in range(2):
        build(texas, (), ("md",), now=now)
    assert len(compiled) == 2
    assert (texas / "documents" / "protocol.md").is_file()
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"
    assert list((tmp_path / "folder").iterdir()) == []


def test_no_answer_of_a_district_is_in_the_cache(texas, own, now):
    for path, text in (
        ("district.name", "Quillfeather Unified"),
        ("roles.coordinator.primary.name", "Zebedee Vandermolen"),
        ("roles.coordinator.primary.phone", "(530) 555-0187"),
    ):
        set_answer(texas, path, text, now=now)
    build(texas, (), ("docx", "md"), now=now)
    text = (texas / "documents" / "protocol.md").read_text(encoding="utf-8")
    content = b"".join(path.read_bytes() for path in own.rglob("*") if path.is_file())
    assert content
    for typed in ("Quillfeather", "Vandermolen", "555-0187", "Pecan Bend", "Theodora Vance"):
        assert typed.encode() not in content
        assert typed in text or typed in ("Pecan Bend", "Theodora Vance")


def test_a_changed_override_is_never_taken_from_the_cache(texas, own, now, compiled):
    page = texas / "pack" / "documents" / "protocol" / "19-staff-care.md.j2"
    page.parent.mkdir(parents=True)
    shutil.copy(packs.pack_folder("hhs") / page.relative_to(texas / "pack"), page)
    for words in ("Ask for Ines.", "Ask for Omar."):
        text = page.read_text(encoding="utf-8")
        page.write_text(
            text.split("\n\nAsk for")[0] + f"\n\n{words}\n{{: #staff-care.ask }}\n",
            encoding="utf-8",
        )
        build(texas, (), ("md",), now=now)
        assert words in (texas / "documents" / "protocol.md").read_text(encoding="utf-8")
    assert len(compiled) == 2


def test_the_cache_does_not_grow_without_end(own, compiled):
    own.mkdir()
    for number in range(9):
        old = own / f"{number}.pack"
        old.write_bytes(b"x")
        os.utime(old, (number, number))
    open_pack("hhs")
    names = {path.name for path in own.iterdir()}
    assert len(names) == 6
    assert {"8.pack", "7.pack", "6.pack", "5.pack", "4.pack"} < names
