"""Where a step or an item of the plan, a rule of `check` or a source comes from."""

from collections.abc import Iterator

from htssp_builder.actions.why_ground import OWN, Ground, Reason, filled, listed
from htssp_builder.pack.plan import Plan, PlanItem, Step


def about_plan(ground: Ground, thing: str) -> Iterator[Reason]:
    """A step ("T9"), an item ("A3"), or an item's line for one campus ("A3.lincoln")."""
    plan = ground.pack.plan
    wanted = {thing.lower(), thing.partition(".")[0].lower()}
    for step in plan.steps:
        if step.id.lower() == thing.lower():
            yield _step(ground, plan, step)
    for item in plan.items:
        whole = item.id.lower() == thing.lower()
        if whole or (item.per and item.id.lower() in wanted):
            yield _item(ground, plan, item)


def _titles(plan: Plan) -> dict[str, str]:
    titles = {step.id: step.title for step in plan.steps}
    return titles | {item.id: item.title for item in plan.items}


def _waits(plan: Plan, ids: tuple[str, ...]) -> str:
    titles = _titles(plan)
    return listed(f"{ident} {titles.get(ident, '')}".strip() for ident in ids)


def _owner(plan: Plan, ident: str) -> str:
    owner = plan.owners.get(ident)
    if owner is None:
        return ident
    return f"{owner.title} ({owner.path})" if owner.path else owner.title


def _weeks(plan: Plan, weeks: dict[str, tuple[int, int]]) -> str:
    names = {pace.id: pace.title for pace in plan.paces}
    return listed(
        f"{names.get(pace, pace)}: from week {start}, {length} week{'' if length == 1 else 's'}"
        for pace, (start, length) in weeks.items()
    )


def _counted(step: Step) -> str:
    lands = {"adoption": "it ends with the board's vote", "go-live": "it begins in force"}
    after = f"weeks are counted from {step.after}" if step.after else ""
    again = f"again every {step.repeats_weeks} weeks" if step.repeats_weeks else ""
    return listed(filter(None, (after, lands.get(step.lands, ""), again)))


def _step(ground: Ground, plan: Plan, step: Step) -> Reason:
    phase = next((phase.title for phase in plan.phases if phase.id == step.phase), step.phase)
    facts = [
        ("Phase", phase),
        ("Led by", _owner(plan, step.lead)),
        ("Helped by", listed(_owner(plan, one) for one in step.support)),
        ("Done when there is", step.output),
        ("Waits for", _waits(plan, step.waits_for)),
        ("Weeks", _weeks(plan, step.weeks)),
        ("Dates", _counted(step)),
        ("Items", _waits(plan, tuple(item.id for item in plan.items if item.step == step.id))),
        ("Written in", step.where),
    ]
    return Reason("step of the plan", step.id, step.title, tuple(filled(facts)),
                  ground.sources(step.basis))  # fmt: skip


def _item(ground: Ground, plan: Plan, item: PlanItem) -> Reason:
    group = next((group.title for group in plan.groups if group.id == item.group), item.group)
    waits = item.waits_for
    facts = [
        ("Group", group),
        ("Step", _waits(plan, (item.step,)) if item.step else ""),
        ("Owner", _owner(plan, item.owner)),
        ("Evidence", item.evidence),
        ("Waits for", _waits(plan, waits)),
        ("Weeks", _weeks(plan, item.weeks)),
        ("Lines", "one for each campus" if item.per == "campus" else ""),
        ("Only when", item.when),
        ("Written in", item.where),
    ]
    return Reason("item of the checklist", item.id, item.title, tuple(filled(facts)),
                  ground.sources(item.basis))  # fmt: skip


def about_rules(ground: Ground, thing: str) -> Iterator[Reason]:
    """A rule of `htssp check` ("contact-stale")."""
    rule = ground.pack.findings.rules.get(thing)
    if rule is None:
        return
    terms = {term.id: f"{term.title}. {term.means}" for term in ground.pack.findings.terms}
    facts = [
        ("It says", rule.what),
        ("Why it matters", rule.why),
        ("How to mend it", rule.remedy),
        ("Weight in a draft", rule.severity),
        ("In a final build", rule.final or rule.severity),
        ("Federal term", terms.get(rule.term, rule.term)),
    ]
    yield Reason("rule of htssp check", rule.id, rule.id, tuple(filled(facts)),
                 ground.sources(rule.basis))  # fmt: skip


def about_sources(ground: Ground, thing: str) -> Iterator[Reason]:
    """A basis key ("HTYPE", "law.oral", "fed.sex-trafficking"), and what stands on it."""
    known = {key.lower(): key for key in source_keys(ground)}
    key = known.get(thing.lower())
    if key is None:
        return
    source, entry = ground.source(key), ground.pack.sources.get(key, {})
    facts = [
        ("Stands for", source.title if key == OWN else ""),
        ("Address", source.address),
        ("More addresses", listed(entry.get("more_urls") or ())),
        ("Kind", str(entry.get("kind") or "") if key != OWN else ""),
        ("Use", _USE.get(str(entry.get("status")), "") if key != OWN else ""),
        ("Note", source.note),
        ("Questions on it", listed(q.id for q in ground.pack.questions() if key in q.basis)),
        ("Sections on it", listed(_sections(ground, key))),
        ("Plan on it", ", ".join(_planned(ground, key))),
    ]
    title = "Our own working design" if key == OWN else source.title
    yield Reason("source", key, title, tuple(filled(facts)))


_USE = {
    "public-domain": "public domain",
    "protected": "protected: only its facts are used, in our own words",
    "law": "text of law",
    "unknown": "not known: only its facts are used, in our own words",
}


def source_keys(ground: Ground) -> list[str]:
    """Every key that a basis may name."""
    from htssp_builder.actions.law_words import TITLES

    law = [f"law.{group}" for group in TITLES if group != "facts"]
    return [*ground.pack.sources, *law, *(f"fed.{key}" for key in ground.pack.federal)]


def _sections(ground: Ground, key: str) -> Iterator[str]:
    """Sections of the documents that rest on a key, themselves or with one of their blocks."""
    for spec in ground.pack.documents.values():
        for section in spec.sections:
            text = ground.pack.templates.get(section.file, "")
            if key in section.basis or key in _written(text):
                yield f"{section.number} {section.title}".strip()


def _written(text: str) -> set[str]:
    import re

    return {key for keys in re.findall(r'basis="([^"]*)"', text) for key in keys.split()}


def _planned(ground: Ground, key: str) -> Iterator[str]:
    plan = ground.pack.plan
    yield from (step.id for step in plan.steps if key in step.basis)
    yield from (item.id for item in plan.items if key in item.basis)
