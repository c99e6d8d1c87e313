"""A pack looked into: its questions, its soundness, the ids of its blocks."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from htssp_builder.actions.district import ANSWERS
from htssp_builder.actions.packs import open_pack, split_name
from htssp_builder.interview.shapes import leaves
from htssp_builder.pack.find import pack_folder, pack_names
from htssp_builder.pack.load import load_pack, read_files
from htssp_builder.pack.model import Pack
from htssp_builder.problems import HtsspError, Problem, error
from htssp_builder.proof.ids import fill_pack_ids
from htssp_builder.workspace.files import write_atomically
from htssp_builder.workspace.textfiles import load
from htssp_builder.yamlfile.nodes import Scalar
from htssp_builder.yamlfile.read import read


def pack_list() -> list[tuple[str, str, str]]:
    """(id, version, title) of every pack that came with the software."""
    packs = [open_pack(name).pack for name in pack_names()]
    return [(pack.id, pack.version, pack.title) for pack in packs]


def question_rows(name: str, section: str | None) -> list[tuple[str, str, str, str]]:
    """(path, label, type, required) of every leaf, "<id>" standing for a record's id."""
    opened = open_pack(name)
    wanted = [s for s in opened.pack.sections if section in (None, s.id)]
    if not wanted:
        known = ", ".join(s.id for s in opened.pack.sections)
        raise HtsspError(error(str(section), "There is no such section.", f"Choose from: {known}."))
    ids = {question.id for s in wanted for question in s.questions}
    return [
        (path.replace("*", "<id>"), leaf.label, leaf.kind, leaf.required)
        for path, leaf in leaves(opened.shape)
        if leaf.question in ids
    ]


def pack_folders(target: str) -> list[Path]:
    """The folders that make a pack: its name, its folder, or a district's overrides of one."""
    folder = Path(target)
    answers = folder.resolve().parent / ANSWERS
    if folder.is_dir() and folder.resolve().name == "pack" and answers.is_file():
        stated = read(load(answers).text, ANSWERS)[0].entries.get("pack")
        name = split_name(stated.text if isinstance(stated, Scalar) else "hhs")[0]
        return [pack_folder(name), folder]
    if (folder / "pack.yaml").is_file():
        return [folder]
    if folder.is_dir() and target not in pack_names():
        return [pack_folder("hhs"), folder]
    return [pack_folder(target)]


def _pack(target: str) -> Pack:
    return load_pack(read_files(*pack_folders(target)))


def check_folder(target: str) -> list[Problem]:
    """Everything that is wrong with a pack, each with file and line."""
    try:
        folders = pack_folders(target)
        return _idle(folders) or _checked(load_pack(read_files(*folders)))
    except HtsspError as wrong:
        return list(wrong.problems)


def _checked(pack: Pack) -> list[Problem]:
    from jinja2 import TemplateError

    from htssp_builder.compose.build import compile_document
    from htssp_builder.proof.soundness import check_pack

    try:
        return check_pack(pack)
    except TemplateError:  # the compiler knows in which file and line
        for document in pack.documents.values():
            compile_document(pack, document)
        raise


def _idle(folders: list[Path]) -> list[Problem]:
    """Overrides without effect: a misspelled name stands in for nothing, and nobody notices."""
    if len(folders) == 1:
        return []
    base, own = read_files(folders[0]).texts, read_files(folders[1]).texts
    if not own:
        return [error(str(folders[1]), "There is no file of a pack in it.", "Name another folder.")]
    named = "\n".join(own.values())
    return [
        error(
            str(folders[1] / name),
            "It stands in for no file of the pack, and no other file names it.",
            _meant(name, base),
        )
        for name in own
        if name not in base and not name.startswith("law/") and Path(name).stem not in named
    ]


def _meant(name: str, base: Iterable[str]) -> str:
    near = get_close_matches(name, base, 1)
    return f"Did you mean {near[0]}?" if near else "Name it like the file it stands in for."


def reading_grades(target: str) -> list[tuple[str, str]]:
    """(section, school grade) of every page that staff use."""
    from htssp_builder.proof.soundness import grades

    pack = _pack(target)
    return [
        (f"{name}: {section}", f"{grade:.1f}")
        for name in pack.documents
        for section, grade in grades(pack, name).items()
    ]


def fill_folder(folder: Path, *, write: bool) -> list[str]:
    """The template files of a folder in which blocks have no id; `write` gives them one."""
    pack = _pack(str(folder))
    filled = fill_pack_ids(pack.templates, pack.documents.values())
    changed = [
        name
        for name, text in sorted(filled.items())
        if (folder / name).is_file() and text != pack.templates[name]
    ]
    for name in changed if write else ():
        write_atomically(folder / name, filled[name].encode())
    return changed
