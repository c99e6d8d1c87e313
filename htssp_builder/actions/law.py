"""The law data of a jurisdiction, for a person: what was read, where, when and how surely.

Null is never a "no": it is a question for the district's counsel. What was read only in a weak
source is a hint. In a district's folder each part says whether the district has confirmed it.
"""

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from htssp_builder.actions.district import District, open_district
from htssp_builder.actions.law_words import TITLES, Evidence, Line, evidence_of, lines_of
from htssp_builder.actions.packs import Opened, open_pack
from htssp_builder.interview.answers import step_into
from htssp_builder.interview.columns import bare
from htssp_builder.interview.shapes import Shape, find_shape
from htssp_builder.interview.values import read_date
from htssp_builder.pack.confidence import may_be_filled_in
from htssp_builder.pack.model import Pack
from htssp_builder.problems import HtsspError, Problem, error
from htssp_builder.workspace.folder import Workspace
from htssp_builder.yamlfile.nodes import Mapping

SCHEMA = "htssp/law/1"
FEDERAL = "FED"
_CHECKED = "legal.checked"
_FEDERAL_NAMES = ("federal", "us", "usa", "united states", "federal law")


class Confirmed(NamedTuple):
    """Whether the district has confirmed a part. by, on: "" and None where it has not.

    path: the question that confirms it. own: the question in which the district has given words
    of its own, which stand in its documents in place of the law data; "" where it has not.
    """

    path: str
    by: str = ""
    on: date | None = None
    own: str = ""


class Group(NamedTuple):
    """One part of the law. topic: what `--topic` calls it. ask: what remains for counsel.
    hint: it was read in a weak source only. asked: where it was not read, it is a question."""

    topic: str
    title: str
    lines: tuple[Line, ...]
    evidence: Evidence
    ask: str = ""
    confirmed: Confirmed | None = None

    @property
    def hint(self) -> bool:
        """Whether it may only be shown, never filled in."""
        return bool(self.lines) and not may_be_filled_in(self.evidence.confidence)


class LawView(NamedTuple):
    """read_on: when the data was last looked up, None where each fact has its own day."""

    code: str
    name: str
    read_on: date | None
    groups: tuple[Group, ...]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...] = ()

    def report(self) -> dict[str, Any]:
        """The view as plain data for --json. A text that was not read is null."""
        return {
            "schema": SCHEMA,
            "problems": [problem._asdict() for problem in self.problems],
            "data": {
                "code": self.code,
                "name": self.name,
                "looked_up": _iso(self.read_on),
                "groups": [_group_data(group) for group in self.groups],
                "notes": list(self.notes),
            },
        }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _evidence_data(evidence: Evidence) -> dict[str, Any]:
    return {**evidence._asdict(), "read": _iso(evidence.read)}


def _group_data(group: Group) -> dict[str, Any]:
    confirmed = group.confirmed
    return {
        "topic": group.topic,
        "title": group.title,
        "hint_only": group.hint,
        "lines": [
            {
                "label": line.label,
                "text": line.text or None,
                "evidence": _evidence_data(line.evidence) if line.evidence else None,
            }
            for line in group.lines
        ],
        "evidence": _evidence_data(group.evidence),
        "ask_counsel": group.ask or None,
        "confirmed": {**confirmed._asdict(), "on": _iso(confirmed.on)} if confirmed else None,
    }


def law_of(folder: Path, jurisdiction: str = "", *, topic: str = "", county: str = "") -> LawView:
    """The law of a jurisdiction: "CA", "california", "FED"; "" for that of the district here.

    folder: a district's folder or any other; only the first knows what is confirmed.
    topic: one part ("oral"). county: its report line instead. Raises HtsspError with the nearest
    name where there is no such jurisdiction, part or county.
    """
    district = open_district(folder) if Workspace(folder).answers.is_file() else None
    opened = district.opened if district else open_pack("hhs")
    code = _code(opened, jurisdiction or _own_state(district))
    if county:
        return _county(opened.pack, code, county)
    if code == FEDERAL:
        view = _federal(opened.pack)
    else:
        law = opened.pack.law[code]
        groups = tuple(_groups(law, bool(opened.pack.counties.get(code))))
        view = LawView(code, law["name"], law["looked_up"], groups, tuple(law["notes"]))
    if district is not None and code in (FEDERAL, _own_state(district)):
        confirmed = tuple(g._replace(confirmed=_confirmed(district, g)) for g in view.groups)
        view = view._replace(groups=confirmed, problems=district.problems)
    return _only(view, topic) if topic else view


def _own_state(district: District | None) -> str:
    return str(district.facts.law.get("code", "")) if district else ""


# -- which law ------------------------------------------------------------------------------------


def _code(opened: Opened, typed: str) -> str:
    """The code of a jurisdiction that is named by code or name, in any spelling."""
    law = opened.pack.law
    shape = find_shape(opened.shape, "district.state")
    known = {label: code for code, label in (shape.choices if shape else ())}
    known |= {entry["name"]: code for code, entry in law.items()}
    meant = {bare(text): code for name, code in known.items() for text in (name, code)}
    meant |= {bare(name): FEDERAL for name in (*_FEDERAL_NAMES, FEDERAL)}
    if not typed.strip():
        raise HtsspError(error("law", "No state is named.", "Name one: htssp law CA."))
    code = meant.get(bare(typed))
    if code is None:
        near = get_close_matches(bare(typed), meant, 1, 0.6)
        names = {code: name for name, code in known.items()} | {FEDERAL: "federal law"}
        meant_name = f"{names[meant[near[0]]]} ({meant[near[0]]})" if near else ""
        whole = "Write its two letters, like CA, or FED for federal law."
        remedy = f"Did you mean {meant_name}?" if near else whole
        raise HtsspError(error(typed, "There is no such jurisdiction.", remedy))
    if code != FEDERAL and code not in law:
        raise HtsspError(
            error(
                typed,
                f"The pack holds no law data for {code}.",
                "Every statement of law is then a question for your counsel.",
            )
        )
    return code


def _only(view: LawView, topic: str) -> LawView:
    names = {bare(text): g.topic for g in view.groups for text in (g.title, g.topic)}
    wanted = names.get(bare(topic))
    if wanted is None:
        known = list(dict.fromkeys(group.topic for group in view.groups))
        near = get_close_matches(bare(topic), names, 1, 0.5)
        remedy = f"Did you mean '{names[near[0]]}'?" if near else f"Parts: {', '.join(known)}."
        raise HtsspError(error(topic, f"There is no such part here ({view.name}).", remedy))
    return view._replace(
        groups=tuple(group for group in view.groups if group.topic == wanted),
        notes=tuple(note for note in view.notes if wanted in note.partition(":")[0]),
    )


# -- its parts ------------------------------------------------------------------------------------


def _groups(law: dict[str, Any], by_county: bool) -> Iterator[Group]:
    for topic in TITLES:
        value = law.get(topic)
        if topic in ("school_law", "facts"):
            yield from _entries(topic, value or ())
        else:
            yield _group(topic, TITLES[topic], value or {}, by_county, law["code"])


def _group(topic: str, title: str, value: dict[str, Any], by_county: bool, code: str) -> Group:
    lines = list(lines_of(topic, value))
    if topic == "hotline" and value.get("county_based"):
        name = f": htssp law {code} --county NAME" if by_county else ""
        where = f"no state-wide number; reports go to a county or local office{name}"
        lines = [line._replace(text=where) if line.label == "Phone" and not line.text else line
                 for line in lines]  # fmt: skip
    return Group(topic, title, tuple(lines), evidence_of(value), value.get("ask") or "")


def _entries(topic: str, entries: Any) -> Iterator[Group]:
    for entry in entries:
        named = entry["topic"] if topic == "facts" else f"{entry['kind']} ({entry['id']})"
        title = f"{TITLES[topic]}: {named}"
        yield Group(topic, title, tuple(lines_of(topic, entry)), evidence_of(entry))


def _federal(pack: Pack) -> LawView:
    groups = (
        Group(key, fact["topic"], tuple(lines_of("facts", fact)), evidence_of(fact))
        for key, fact in pack.federal.items()
    )
    return LawView(FEDERAL, "Federal law", None, tuple(groups), ())


def _county(pack: Pack, code: str, county: str) -> LawView:
    entries = {bare(entry["county"]): entry for entry in pack.counties.get(code, ())}
    if not entries:
        with_counties = ", ".join(pack.counties) or "none"
        raise HtsspError(
            error(
                county,
                f"No numbers by county are kept for {code}.",
                f"They are kept for: {with_counties}.",
            )
        )
    plain = bare(county).removesuffix("county")
    entry = entries.get(plain)
    if entry is None:
        near = get_close_matches(plain, entries, 1, 0.6)
        listed = ", ".join(one["county"] for one in entries.values())
        remedy = f"Did you mean {entries[near[0]]['county']}?" if near else f"Counties: {listed}."
        raise HtsspError(error(county, f"{code} has no such county.", remedy))
    title = f"Child abuse report line of {entry['county']} County"
    group = Group("county", title, tuple(lines_of("county", entry)), evidence_of(entry))
    name = pack.law[code]["name"] if code in pack.law else code
    return LawView(code, name, None, (group,), tuple(entry["notes"]))


# -- what the district says of it -----------------------------------------------------------------


def _confirmed(district: District, group: Group) -> Confirmed | None:
    """Who of the district has confirmed this part, and where it says something else."""
    shape = district.opened.shape
    asking = [
        question.id
        for question in district.opened.pack.questions()
        if question.default == f"law.{group.topic}"
        or question.default.startswith(f"law.{group.topic}.")
    ]
    path = next(filter(None, (_verified(shape, asked) for asked in asking)), _CHECKED)
    if find_shape(shape, path) is None:
        return None
    own = next((asked for asked in asking if _answered(district, asked)), "")
    if not own and not group.lines:
        return None  # nobody can have confirmed what nobody has read
    by, on = (district.answers.text(f"{path}.{part}") for part in ("by", "on"))
    day = read_date(on)
    return Confirmed(path, by, day, own) if by and day else Confirmed(path, own=own)


def _verified(shape: Shape, path: str) -> str:
    """The answer that says who has checked this one: its own part, or the one beside it."""
    above = path.rpartition(".")[0]
    for found in (f"{path}.verified", f"{above}.verified"):
        if find_shape(shape, found) is not None:
            return found
    return ""


def _answered(district: District, path: str) -> bool:
    """Whether the district has said more than who checked it."""
    node = district.answers.node(path)
    if isinstance(node, Mapping):
        parts = set(node.entries) - {"verified", "unknown"}
        return any(step_into(node, part) is not None for part in parts)
    return bool(district.answers.text(path))
