"""Addresses that a link in a Word file may lead to."""

import re

from htssp_builder.problems import HtsspError, error
from htssp_builder.word.ooxml.escape import guard

_SAFE = re.compile(r"(https?://[^/\s?#@]+(?=[/?#]|$)|mailto:[^@\s]+@[^@\s]+|tel:\+?[0-9])", re.I)
_UNFIT = re.compile(r"[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})")


def safe_target(target: str, where: str) -> str:
    """The address of a link, with every character that an address may not hold percent-encoded.

    Only http, https, mailto and tel. Raises HtsspError for any other.
    """
    target = target.strip()
    guard(target, where)
    if not _SAFE.match(target):
        raise HtsspError(
            error(
                where,
                f"The link does not lead to a web page, an e-mail address or a phone: {target!r}.",
                "Start it with https://, mailto: or tel: and give the whole address.",
            )
        )
    return _UNFIT.sub(lambda c: "".join(f"%{b:02X}" for b in c[0].encode("utf-8")), target)
