"""What the tests of the law data share: the files, read once, and the places they are for."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from htssp_builder.pack.law import Law, parse_law

PACK = Path(__file__).parents[2] / "templates" / "hhs"
LAW = PACK / "law"
TERRITORIES = ("AS", "GU", "MP", "PR", "VI")
LETTERS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999", strict=True))
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@cache
def read(path: str) -> Any:
    """A file of the pack as plain data, every scalar as text."""
    return yaml.load((PACK / path).read_text(encoding="utf-8"), _LOADER)


def compose(path: Path) -> Any:
    """The nodes of a file, names that stand twice included."""
    return yaml.compose(path.read_text(encoding="utf-8"), _LOADER)


def choices() -> dict[str, str]:
    """The states and territories that a district may choose: code -> name."""
    questions = read("questionnaire/district.yaml")["questions"]
    found: dict[str, str] = next(q for q in questions if q["id"] == "district.state")["choices"]
    return found


STATES = tuple(sorted(choices()))


@cache
def law(code: str) -> Law:
    """A jurisdiction's law; the file must be without a mistake."""
    parsed, problems = parse_law(read(f"law/{code}.yaml"), f"law/{code}.yaml")
    assert problems == []
    assert parsed is not None
    return parsed


def digits(text: str) -> str:
    """What is dialled: letters are the keys they stand on, and a leading 1 is left out."""
    dialled = "".join(LETTERS.get(sign, sign) for sign in text.upper())
    return re.sub(r"\D", "", dialled).removeprefix("1")
