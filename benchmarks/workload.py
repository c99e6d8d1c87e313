"""What is built: the protocol of the Texas example, as it is, with an answer changed, and with as
many campuses as asked for."""

from pathlib import Path
from typing import NamedTuple

from htssp_builder.actions.packs import Opened, open_pack
from htssp_builder.compose.build import compose
from htssp_builder.compose.facts import Facts, hidden_names
from htssp_builder.document.tree import Document
from htssp_builder.interview.answers import Answers
from htssp_builder.yamlfile.nodes import Mapping, Scalar, Sequence
from htssp_builder.yamlfile.read import read

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "texas-midsize"
ANSWERS = "district.yaml"
PROTOCOL = "protocol"


class Workload(NamedTuple):
    """opened: the pack, compiled. root: the example's answers."""

    opened: Opened
    root: Mapping

    def facts(self, root: Mapping | None = None) -> Facts:
        """What the documents say of a district. root: other answers than the example's."""
        answers = Answers(self.opened.shape, root or self.root, ANSWERS)
        law = self.opened.pack.law.get(answers.text("district.state"), {})
        checked = all(answers.text(f"legal.checked.{part}") for part in ("by", "on"))
        return Facts(answers, law, checked, hidden_names(answers.root))

    def compose(self, facts: Facts) -> Document:
        """The protocol for these facts."""
        pack = self.opened.pack
        return compose(pack, self.opened.programs[PROTOCOL], pack.documents[PROTOCOL], facts)

    def renamed(self, number: int) -> Mapping:
        """The answers with one of them changed: the district's name, which stands in most
        sections."""
        district = self.root.entries["district"]
        if not isinstance(district, Mapping):
            raise TypeError("The example has no answers under 'district'.")
        name = Scalar(f"Pecan Bend Independent School District No. {number}", 1, False)
        changed = district._replace(entries={**district.entries, "name": name})
        return self.root._replace(entries={**self.root.entries, "district": changed})

    def with_campuses(self, count: int) -> Mapping:
        """The answers with this many campuses, made from the example's own in turn."""
        campuses = self.root.entries["campuses"]
        if not isinstance(campuses, Sequence):
            raise TypeError("The example has no campuses.")
        known = [item for item in campuses.items if isinstance(item, Mapping)]
        rows = [_campus(known[n % len(known)], n) for n in range(count)]
        made = campuses._replace(items=list(rows))
        return self.root._replace(entries={**self.root.entries, "campuses": made})


def _campus(model: Mapping, number: int) -> Mapping:
    named = {
        "id": Scalar(f"campus-{number}", model.line, False),
        "name": Scalar(f"Campus {number + 1}", model.line, False),
    }
    return model._replace(entries={**model.entries, **named})


def load() -> Workload:
    """The example and its pack. Raises HtsspError where either has mistakes."""
    text = (EXAMPLE / ANSWERS).read_text(encoding="utf-8")
    root, problems = read(text, ANSWERS)
    if problems:
        raise ValueError(problems[0].sentence())
    return Workload(open_pack("hhs"), root)
