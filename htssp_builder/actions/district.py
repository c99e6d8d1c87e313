"""A district, opened: its folder, its answers, its pack, and the facts for its documents."""

from pathlib import Path
from typing import NamedTuple

from htssp_builder.actions.packs import Opened, open_pack
from htssp_builder.compose.facts import Facts, hidden_names
from htssp_builder.interview.answers import Answers, check_answers
from htssp_builder.interview.shapes import find_shape
from htssp_builder.interview.values import canonical
from htssp_builder.problems import HtsspError, Problem
from htssp_builder.workspace.folder import Workspace, open_workspace
from htssp_builder.workspace.formats import FORMAT, format_of, upgrade
from htssp_builder.workspace.proven import load_proven
from htssp_builder.workspace.textfiles import Loaded, load
from htssp_builder.yamlfile.nodes import Scalar
from htssp_builder.yamlfile.read import read

ANSWERS = "district.yaml"


class District(NamedTuple):
    """workspace: its folder. loaded: the answers file as it was read. problems: of its YAML."""

    workspace: Workspace
    loaded: Loaded
    opened: Opened
    answers: Answers
    problems: tuple[Problem, ...]

    @property
    def facts(self) -> Facts:
        """What the documents say of this district."""
        law = self.opened.pack.law.get(self._state(), {})
        checked = all(self.answers.text(f"legal.checked.{part}") for part in ("by", "on"))
        return Facts(self.answers, law, checked, hidden_names(self.answers.root))

    def _state(self) -> str:
        """The state's two letters, also where its name or small letters were typed."""
        shape = find_shape(self.opened.shape, "district.state")
        typed = self.answers.text("district.state")
        return canonical("choice", typed, shape.choices) if shape else typed

    def refuse_mistakes(self) -> set[bytes] | None:
        """Raise HtsspError with every mistake in the answers, where there is one.

        Gives the marks of all values judged right, to be kept, where new ones came in.
        """
        proven = load_proven(self.workspace)
        before = len(proven)
        problems = (*self.problems, *check_answers(self.answers, proven))
        if problems:
            raise HtsspError(*problems)
        return proven if len(proven) > before else None


def open_district(folder: Path) -> District:
    """The district of a folder. Raises HtsspError where there is none or its pack has mistakes.

    Mistakes in the answers do not raise yet: `refuse_mistakes` does.
    """
    workspace = open_workspace(folder)
    loaded = load(workspace.answers)
    root, problems = read(loaded.text, ANSWERS)
    if format_of(root, ANSWERS) != FORMAT:
        root, problems = read(upgrade(loaded.text, ANSWERS), ANSWERS)
    stated = root.entries.get("pack")
    opened = open_pack(stated.text if isinstance(stated, Scalar) else "hhs", workspace.pack)
    return District(
        workspace, loaded, opened, Answers(opened.shape, root, ANSWERS), tuple(problems)
    )
