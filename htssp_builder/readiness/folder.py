"""Where the district's folder lies: one person's private cloud storage is no place for it."""

import re
from collections.abc import Iterable, Iterator, Sequence

from htssp_builder.readiness.hits import Hit

_PRIVATE: tuple[tuple[str, str], ...] = (
    (r"onedrive( - .*)?", "OneDrive"),
    (r"onedrive-.*", "OneDrive"),  # macOS: ~/Library/CloudStorage/OneDrive-Personal
    (r"my drive", "Google Drive, My Drive"),
    (r"google drive", "Google Drive"),
    (r"dropbox( \(personal\))?", "Dropbox"),
    (r"com~apple~clouddocs|icloud ?drive", "iCloud Drive"),
    (r"creative cloud files", "Creative Cloud"),
)
_SHARED = re.compile(
    r"(shared drives|onedrive-sharedlibraries.*|dropbox \((?!personal\)).+\)|team folder)",
    re.IGNORECASE,
)
"""Folders of an organization within a sync client's own: several people answer for these."""

MARKERS = {".dropbox": "Dropbox", ".dropbox.cache": "Dropbox", ".tmp.drivedownload": "Google Drive"}
"""Files that a sync client leaves in the folder that it keeps in step."""

CONSUMER = "OneDriveConsumer"
"""What Windows calls the folder of a person's own OneDrive, wherever it was moved to."""


def private_cloud(parts: Sequence[str], markers: Iterable[str] = ()) -> Iterator[Hit]:
    """A hit where a folder is in one person's private cloud storage.

    parts: the names of the folders down to it. markers: names of files found beside these.
    """
    known = {**MARKERS, CONSUMER: "OneDrive"}
    name = _client(parts) or next((known[m] for m in markers if m in known), "")
    if name and not any(_SHARED.fullmatch(part) for part in parts):
        yield Hit("private-cloud", "", {"client": name}, where=parts[-1] if parts else "")


def _client(parts: Sequence[str]) -> str:
    for part in parts:
        for pattern, name in _PRIVATE:
            if re.fullmatch(pattern, part, re.IGNORECASE):
                return name
    return ""
