# ruff: noqa: E501 - templates and answers keep the line ends they have in a pack
"""Packs small enough to be read beside the test that uses them."""

import json
from typing import Any

from htssp_builder.compose.build import compile_document, compose
from htssp_builder.compose.facts import Facts, hidden_names
from htssp_builder.document.text import block_text
from htssp_builder.document.tree import Block, Document
from htssp_builder.interview.answers import Answers
from htssp_builder.interview.shapes import make_shape
from htssp_builder.pack.load import Files, load_pack
from htssp_builder.pack.model import Pack
from htssp_builder.yamlfile.read import read

TEMPLATE = "documents/paper/body.md.j2"
SECTION = "body"

QUESTIONS = """\
section: all
title: All questions
questions:
  - {id: district.name, label: Name of the district, required: draft}
  - {id: district.state, label: State, type: choice, required: draft, choices: {XA: Xanadu, XB: Xby}}
  - {id: district.motto, label: Motto, type: paragraph}
  - {id: district.adults, label: Adults covered, type: yes/no, default: "yes"}
  - {id: district.kind, label: Kind, type: choice, choices: {plain: Plain district, joint: Consortium}}
  - {id: roles.coordinator, label: Coordinator, type: role, required: draft}
  - {id: roles.nurse, label: Nurse, type: role}
  - {id: reporting.oral, label: Time limit by phone, type: clock, required: final, default: law.oral}
  - {id: hotline.phone, label: Report line, type: phone, required: draft, default: law.hotline.phone}
  - id: campuses
    label: Campuses
    type: records
    item: campus
    required: draft
    columns:
      - {id: name, label: Name, required: draft}
      - {id: level, label: Level, type: choice, choices: {low: Lower school, high: Upper school}}
      - {id: contact, label: Point of contact, type: person, required: draft}
      - {id: phone, label: Campus phone, type: phone, required: draft}
  - id: committee
    label: Committee
    type: records
    item: member
    columns:
      - {id: name, label: Name, required: final}
      - {id: role, label: Role, required: final}
      - {id: email, label: E-mail, type: email}
      - {id: shown_as, label: How shown, type: shown_as}
"""

EVIDENCE: dict[str, Any] = {
    "source": "https://example.org/law",
    "confidence": "high",
    "read": "2026-11-24",
}

CONTACTS = [
    {
        "id": "line",
        "name": "National Line",
        "phone": "1-888-373-7888",
        "hours": None,
        "what_for": "Advice.",
        "basis": ["R"],
        "default": True,
        **EVIDENCE,
    }
]


def law(code: str = "XA", **groups: Any) -> dict[str, Any]:
    """The law of a made-up state; `groups` stand in for what it says by default."""
    oral = {
        "when": "immediately",
        "at_latest": "24",
        "unit": "hours",
        "counts_from": None,
        "to": [
            {"kind": "child-welfare", "name": "the Xanadu Bureau of Children (XBC)"},
            {"kind": "law-enforcement", "name": "the county guard", "condition": "at night"},
        ],
        "to_which": "any",
        "not_to": [{"name": "the school porter"}],
        "citation": "Xan. Code § 1",
        **EVIDENCE,
    }
    for recipient in [*oral["to"], *oral["not_to"]]:
        recipient.update(EVIDENCE)
    made: dict[str, Any] = {
        "code": code,
        "name": "Xanadu",
        "hotline": {"name": "Xanadu Child Line", "phone": "1-800-422-4453", **EVIDENCE},
        "reporters": {"school_staff": "Every teacher reports.", "everyone": False, **EVIDENCE},
        "oral": oral,
        "written": {"required": None},
        "trafficking_as_abuse": {"sex": True, **EVIDENCE},
        "penalty": {"text": "A fine.", "citation": "Xan. Code § 9", **EVIDENCE},
        "immunity": {"text": "Doubtful words.", **EVIDENCE, "confidence": "low"},
        "safe_harbor": None,
        "trafficking_hotline": None,
        "school_law": [
            {"id": "yearly-training", "kind": "training", "requires": "Train.", **EVIDENCE},
            {"id": "wall-poster", "kind": "poster", "requires": "Hang it up.", **EVIDENCE},
            {
                "id": "rumoured-rule",
                "kind": "notice",
                "requires": "Rumoured.",
                **EVIDENCE,
                "confidence": "low",
            },
        ],
        "identity_to_employer": None,
        "parent_notice": None,
        "school_interview": None,
        "release_to_officer": None,
        "public_records": None,
        "retention": None,
        "looked_up": "2026-11-24",
    }
    return {**made, **groups}


def federal() -> dict[str, Any]:
    """Two federal facts, one of them read in a weak source only."""
    return {
        "code": "FED",
        "name": "Federal",
        "facts": [
            {"id": "sure-thing", "topic": "Sure", "fact": "It is so.", **EVIDENCE},
            {
                "id": "hearsay",
                "topic": "Hearsay",
                "fact": "It may be so.",
                **EVIDENCE,
                "confidence": "low",
            },
        ],
        "looked_up": "2026-11-24",
    }


def files(
    template: str = "",
    questions: str = QUESTIONS,
    laws: tuple[dict[str, Any], ...] | None = None,
    reader: str = "",
    **more: str,
) -> Files:
    """The files of a pack whose one document has one section with this template.

    more: further files; "__" in a name stands for "/" and "_dot_" for ".".
    """
    sections = [
        {"id": SECTION, "number": "1", "title": "Body", "file": "body.md.j2", "basis": ["R"]},
        {"id": "tail", "number": "Appendix A", "title": "Tail", "file": "tail.md.j2"},
    ]
    sections[0]["reader"] = reader
    document = {"id": "paper", "title": "Paper", "subject": "A paper", "sections": sections}
    source = {"title": "Design", "publisher": "Us", "kind": "other", "status": "unknown"}
    texts = {
        "pack.yaml": 'format: "1"\nid: small\nversion: "1.0"\ntitle: Small pack\n'
        "questionnaire: [all]\ndocuments: [paper]\n",
        "style.yaml": "font: Calibri\n",
        "questionnaire/all.yaml": questions,
        "documents/paper.yaml": json.dumps(document),
        TEMPLATE: template,
        "documents/paper/tail.md.j2": "The end.\n{: #tail.end }\n",
        "sources.yaml": json.dumps(
            {"sources": {"R": {**source, "note": "Ours."}, "S1": {**source, "note": "Theirs."}}}
        ),
        "contacts.yaml": json.dumps({"contacts": CONTACTS}),
        "screening.yaml": "factors: [{id: F1, text: A factor, basis: [R]}]\n",
        "law/FED.yaml": json.dumps(federal()),
    }
    for one in (law(),) if laws is None else laws:
        texts[f"law/{one['code']}.yaml"] = json.dumps(one)
    texts.update({k.replace("__", "/").replace("_dot_", "."): v for k, v in more.items()})
    return Files(texts, "digest-of-the-small-pack")


def pack(template: str = "", **options: Any) -> Pack:
    """The pack of `files`."""
    return load_pack(files(template, **options))


def answers(made: Pack, text: str) -> Answers:
    """A district's answers, from YAML."""
    root, problems = read(text, "district.yaml")
    assert not problems, problems
    return Answers(make_shape(made.questions()), root, "district.yaml")


def document(
    template: str,
    given: str = "district: {name: Vale, state: XA}",
    checked: bool = False,
    **options: Any,
) -> Document:
    """The composed document of a template for these answers."""
    made = pack(template, **options)
    said = answers(made, given)
    law_of_state = made.law.get(said.text("district.state"), {})
    facts = Facts(said, law_of_state, checked, hidden_names(said.root))
    spec = made.documents["paper"]
    return compose(made, compile_document(made, spec), spec, facts)


def blocks(
    template: str, given: str = "district: {name: Vale, state: XA}", **options: Any
) -> list[Block]:
    """The blocks of the section, without its heading."""
    found = list(document(template, given, **options).blocks)
    end = next(n for n, block in enumerate(found) if block.id == "tail")
    return found[1:end]


def texts(
    template: str, given: str = "district: {name: Vale, state: XA}", **options: Any
) -> list[str]:
    """The words of each block of the section."""
    return [block_text(block) for block in blocks(template, given, **options)]
