"""When two names mean one person, and two ways of writing one phone number."""

import re
import unicodedata
from functools import lru_cache

_KEPT = 16_384
"""Enough for 1,000 campuses: many rules compare the same names and numbers."""

_TITLES = frozenset(
    ("dr", "mr", "mrs", "ms", "mx", "miss", "prof", "professor", "rev", "sgt", "lt", "capt")
)
_EXTENSION = re.compile(r"\s*,?\s*(?:ext\.?|x)\s*(\d{1,6})\s*$", re.IGNORECASE)
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


@lru_cache(maxsize=_KEPT)
def same_name(name: str) -> str:
    """A form that is equal for two ways of writing one name: without case, accents, spaces,
    signs and titles such as "Dr."."""
    plain = name.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = re.sub(r"[^\w]+", " ", plain.replace("'", "").replace("’", "")).split()
    return " ".join(word for word in words if word not in _TITLES) or " ".join(words)


@lru_cache(maxsize=_KEPT)
def same_number(phone: str) -> str:
    """A form that is equal for two ways of writing one number: digits, with the extension."""
    if not phone:
        return ""
    extension = _EXTENSION.search(phone)
    main = _EXTENSION.sub("", phone).upper().translate(_KEYS)
    digits = re.sub(r"\D", "", main)
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    return f"{digits}x{extension[1]}" if digits and extension else digits
