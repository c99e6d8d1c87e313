"""One parser a type: what a person typed -> whether it is right, and how it is printed.

Reading is strict and says why; showing is lenient, so that a document can be drafted while a
mistake is being mended. Phone numbers, e-mail addresses and dates are judged by libraries made
for them; they are imported when the first value of their type is met.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from htssp_builder.document.dates import MONTHS, show_date

YES, NO = frozenset({"yes", "y", "true"}), frozenset({"no", "n", "false"})
SHORT_CODES = frozenset({"911", "988", "211", "311", "711", "233733", "741741", "66008"})
"""Numbers that are dialled or texted as they are; no library of full numbers knows them."""

MOST_CHARACTERS = 20_000
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_IN_WORDS = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})")
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,6})?")
_DURATION = re.compile(
    r"(\d{1,4})\s+(hours?|days?|school days?|business days?|weeks?|months?|years?)"
)
_EXTENSION = re.compile(r"\s*(?:,?\s*(?:ext\.?|x)\s*\d{1,6})$", re.IGNORECASE)


class BadValue(ValueError):
    """Says in one sentence what is wrong and in `remedy` how to mend it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


class Kind(NamedTuple):
    """check: raises BadValue, else gives the tidy form to keep in the file."""

    check: Callable[[str], str]
    example: str


def check_characters(text: str) -> None:
    """Refuse what no Word file can hold. Raises BadValue."""
    found = _FORBIDDEN.search(text)
    if found:
        raise BadValue(
            f"It holds a control character (U+{ord(found[0]):04X}) that a Word file cannot hold.",
            "Type the text again instead of pasting it, or paste it as plain text.",
        )
    if len(text) > MOST_CHARACTERS:
        raise BadValue(
            f"It is {len(text):,} characters long.",
            f"Keep it under {MOST_CHARACTERS:,}; longer text belongs in the Word file itself.",
        )


def tidy(kind: str, text: str, choices: tuple[tuple[str, str], ...] = ()) -> str:
    """The form of `text` to keep for a leaf of this kind. Raises BadValue where it is wrong.

    choices: value -> label pairs for kind "choice" and "choices"; values and labels are accepted.
    """
    check_characters(text)
    if kind == "choice":
        return _one_choice(text, choices)
    if kind == "choices":
        return ", ".join(_one_choice(t.strip(), choices) for t in text.split(",") if t.strip())
    return KINDS[kind].check(text)


def show(kind: str, text: str, choices: tuple[tuple[str, str], ...] = ()) -> str:
    """How a kept value is printed: dates as "June 14, 2027", choices by their label."""
    if kind == "date":
        day = read_date(text)
        return text if day is None else show_date(day)
    if kind in ("choice", "choices"):
        labels = dict(choices)
        words = canonical(kind, text, choices)
        if kind == "choice":
            return labels.get(words, words)
        return ", ".join(labels.get(word, word) for word in words.split(", "))
    if kind == "yes/no":
        return "Yes" if text.lower() in YES else "No" if text.lower() in NO else text
    return text


def canonical(kind: str, text: str, choices: tuple[tuple[str, str], ...] = ()) -> str:
    """What a condition compares: the value of a choice (also where its label was typed), "yes" or
    "no" in one spelling, any other text as it is."""
    if kind == "yes/no":
        word = text.strip().lower()
        return "yes" if word in YES else "no" if word in NO else text
    if kind not in ("choice", "choices"):
        return text
    values = {name.lower(): value for value, label in choices for name in (label, value)}
    words = text.split(",") if kind == "choices" else [text]
    return ", ".join(values.get(word.strip().lower(), word.strip()) for word in words)


def read_date(text: str) -> date | None:
    """The day of an ISO or M/D/YYYY date, or of one in words as it is printed ("June 14, 2027");
    None where there is no such day."""
    text = _numbered(text)
    for pattern, order in ((_ISO, (0, 1, 2)), (_AMERICAN, (2, 0, 1))):
        match = pattern.fullmatch(text.strip())
        if match:
            numbers = [int(g) for g in match.groups()]
            try:
                return date(*(numbers[i] for i in order))
            except ValueError:
                return None
    return None


def _numbered(text: str) -> str:
    """A date in words as M/D/YYYY; "Jun 14 2027" is one too."""
    found = _IN_WORDS.fullmatch(text.strip())
    months = [
        n for n, m in enumerate(MONTHS, 1) if found and m.lower().startswith(found[1].lower())
    ]
    return f"{months[0]}/{found[2]}/{found[3]}" if found and months else text


def _text(text: str) -> str:
    if "\n" in text.strip():
        raise BadValue("It has more than one line.", "Put it on one line.")
    return text


def _paragraph(text: str) -> str:
    return text


def _yes_no(text: str) -> str:
    word = text.strip().lower()
    if word in YES:
        return "yes"
    if word in NO:
        return "no"
    raise BadValue(f"'{text}' is neither yes nor no.", "Type yes or no.")


def _date(text: str) -> str:
    day = read_date(text)
    if day is None:
        typed = _numbered(text).strip()
        real = _ISO.fullmatch(typed) or _AMERICAN.fullmatch(typed)
        what = "is not a day of the calendar" if real else "is not a date"
        raise BadValue(f"'{text}' {what}.", "Type it like 2027-06-14 or 6/14/2027.")
    return day.isoformat()


def _number(text: str) -> str:
    if not _NUMBER.fullmatch(text.strip()):
        raise BadValue(f"'{text}' is not a number.", "Type digits only, like 24.")
    return text.strip()


def _duration(text: str) -> str:
    if not _DURATION.fullmatch(text.strip().lower()):
        raise BadValue(
            f"'{text}' is not a length of time.", "Type a number and a unit, like 3 school days."
        )
    return text.strip().lower()


@lru_cache(maxsize=4096)
def _phone(text: str) -> str:
    bare = text.strip()
    if re.sub(r"[\s-]", "", bare) in SHORT_CODES:
        return bare
    import phonenumbers

    try:
        number = phonenumbers.parse(bare, "US")
    except phonenumbers.NumberParseException:
        raise BadValue(
            f"'{text}' is not a phone number.", "Type all ten digits, like (530) 555-0142."
        ) from None
    _refuse_unlikely(bare, number.country_code or 0)
    possible = phonenumbers.is_possible_number(number)
    if not possible or not (_fictional(number) or phonenumbers.is_valid_number(number)):
        raise BadValue(
            f"'{text}' is not a phone number that can be dialled in the United States.",
            "Check the digits; type all ten, area code first, like (530) 555-0142.",
        )
    return bare


def _refuse_unlikely(text: str, country: int) -> None:
    typed = re.sub(r"[^0-9A-Za-z]", "", _EXTENSION.sub("", text))  # 1-800-FLOWERS has letters
    digits = len(typed.removeprefix("1"))
    if country == 1 and digits != 10:
        raise BadValue(
            f"'{text}' has {digits} digits.", "Type all ten digits, like (530) 555-0142."
        )


def _fictional(number: object) -> bool:
    """555-01xx is kept free for examples; it is never valid and always safe to print."""
    digits = str(getattr(number, "national_number", ""))
    return len(digits) == 10 and digits[3:8] == "55501"


def tidy_phone(text: str) -> str:
    """A checked number in the form people write it: (530) 555-0142, with its extension."""
    bare = _phone(text)
    extension = _EXTENSION.search(bare)
    digits = re.sub(r"\D", "", _EXTENSION.sub("", bare))
    digits = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
    if len(digits) != 10 or (bare.startswith("+") and not bare.startswith("+1")):
        return bare
    if re.fullmatch(r"1[-.\s]?\d{3}[-.\s]\d{3}[-.\s]\d{4}", bare):
        return bare
    tail = re.sub(r"\D", "", extension[0]) if extension else ""
    main = f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
    return f"{main} ext. {tail}" if tail else main


_ORDINARY_EMAIL = re.compile(
    r"[A-Za-z0-9]+(?:[._+-][A-Za-z0-9]+){0,5}@"
    r"(?:[A-Za-z0-9]{1,40}(?:-[A-Za-z0-9]{1,15})?\.){1,4}(?:com|edu|gov|info|net|org|us)",
    re.ASCII | re.IGNORECASE,
)
"""Addresses that need no second look: importing the library that judges the others takes 20 ms."""


@lru_cache(maxsize=4096)
def _email(text: str) -> str:
    bare = text.strip()
    if len(bare) <= 64 and _ORDINARY_EMAIL.fullmatch(bare):
        return bare
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(bare, check_deliverability=False)
    except EmailNotValidError:
        raise BadValue(
            f"'{text}' is not an e-mail address.", "Type it like ana.ruiz@example.org."
        ) from None
    return bare


def _url(text: str) -> str:
    from urllib.parse import urlsplit

    bare = text.strip()
    address = bare if "://" in bare else f"https://{bare}"
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and "." in (parts.hostname or "")
    except ValueError:
        good = False
    if not good or re.search(r"\s", bare):
        raise BadValue(
            f"'{text}' is not a web address.", "Type it like https://www.example.org/safety."
        )
    return bare


def _one_choice(text: str, choices: tuple[tuple[str, str], ...]) -> str:
    wanted = text.strip().lower()
    for value, label in choices:
        if wanted in (value.lower(), label.lower()):
            return value
    offered = ", ".join(value for value, _ in choices)
    raise BadValue(f"'{text}' is not one of the choices.", f"Choose one of: {offered}.")


KINDS: dict[str, Kind] = {
    "text": Kind(_text, "Lincoln Elementary"),
    "paragraph": Kind(_paragraph, "A few sentences."),
    "yes/no": Kind(_yes_no, "yes"),
    "date": Kind(_date, "2027-06-14"),
    "number": Kind(_number, "24"),
    "duration": Kind(_duration, "3 school days"),
    "phone": Kind(_phone, "(530) 555-0142"),
    "email": Kind(_email, "ana.ruiz@example.org"),
    "url": Kind(_url, "https://www.example.org"),
}
