"""Write docs/sbom.json: what a district's computer gets, as a CycloneDX 1.6 bill of materials.

    python scripts/sbom.py            write it
    python scripts/sbom.py --check    exit code 1 when the file is stale

Names, versions, hashes and who needs whom come from requirements/run.txt, licences from the
metadata of the installed packages. The same lock gives the same bytes: there is no time stamp in
it. The hashes of a component are those of all its files that the lock allows, one for each
platform.
"""

import argparse
import importlib.metadata
import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "run.txt"
TARGET = ROOT / "docs" / "sbom.json"

# Packages whose metadata names no SPDX identifier, with what their licence file says.
LICENCES = {
    "email-validator": "Unlicense",
    "et-xmlfile": "MIT",
    "jinja2": "BSD-3-Clause",
    "markdown-it-py": "MIT",
    "mdurl": "MIT",
    "openpyxl": "MIT",
    "prompt-toolkit": "BSD-3-Clause",
    "pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",
    "python-docx": "MIT",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "rich": "MIT",
    "wcwidth": "MIT",
}


class Locked(NamedTuple):
    """One package of a lock file: name, version, SHA-256 hashes, names of those that need it."""

    name: str
    version: str
    hashes: tuple[str, ...]
    needed_by: tuple[str, ...]


def read_lock(path: Path) -> list[Locked]:
    """The packages of a lock file written by scripts/lock.py, in its order (by name)."""
    text = path.read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9][a-z0-9._-]*==)", text, flags=re.MULTILINE)[1:]
    return [_locked(entry) for entry in entries]


def _locked(entry: str) -> Locked:
    name, version = re.match(r"([a-z0-9._-]+)==([^\s;\\]+)", entry).groups()  # type: ignore[union-attr]
    hashes = sorted(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry))
    via = re.findall(r"^    #(?: via|  ) +([a-z0-9][a-z0-9._-]*)", entry, flags=re.MULTILINE)
    return Locked(name, version, tuple(hashes), tuple(via))


def licence(package: Locked) -> str:
    """The SPDX expression of a package; ValueError when nobody has said what it is."""
    if package.name in LICENCES:
        return LICENCES[package.name]
    try:
        metadata = importlib.metadata.metadata(package.name)
    except importlib.metadata.PackageNotFoundError:
        raise ValueError(
            f"{package.name} is not installed here, so its licence is unknown"
        ) from None
    if metadata["Version"] != package.version:
        raise ValueError(
            f"{package.name} {package.version} is locked, {metadata['Version']} installed"
        )
    fields = metadata.json
    stated = str(fields.get("license_expression") or fields.get("license") or "")
    if not re.fullmatch(r"[A-Za-z0-9.+() -]{2,80}", stated):
        raise ValueError(f"{package.name} states no licence: look, and name it in LICENCES")
    return stated


def bill() -> dict[str, Any]:
    """The bill of materials as plain data; ValueError when a licence is not known."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    own = _reference(project["name"], project["version"])
    packages = read_lock(LOCK)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": project["name"],
                "version": project["version"],
                "licenses": _licences(project["license"]),
                "purl": own,
            }
        },
        "components": [_component(package) for package in packages],
        "dependencies": _dependencies(project["name"], own, packages),
    }


def _component(package: Locked) -> dict[str, Any]:
    reference = _reference(package.name, package.version)
    return {
        "type": "library",
        "bom-ref": reference,
        "name": package.name,
        "version": package.version,
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in package.hashes],
        "licenses": _licences(licence(package)),
        "purl": reference,
    }


def _licences(expression: str) -> list[dict[str, Any]]:
    if " " in expression:
        return [{"expression": expression}]
    return [{"license": {"id": expression}}]


def _dependencies(name: str, own: str, packages: list[Locked]) -> list[dict[str, Any]]:
    references = {package.name: _reference(package.name, package.version) for package in packages}
    references = {name: own, **references}
    needs: dict[str, list[str]] = {each: [] for each in references}
    for package in packages:
        for parent in package.needed_by:
            needs[parent].append(references[package.name])
    return [{"ref": ref, "dependsOn": sorted(needs[each])} for each, ref in references.items()]


def _reference(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"


def main(arguments: list[str] | None = None) -> int:
    """Write or check docs/sbom.json; 0 done, 1 stale, 2 a licence that nobody has stated."""
    parser = argparse.ArgumentParser(description="Write docs/sbom.json from requirements/run.txt.")
    parser.add_argument("--check", action="store_true", help="only say whether it is up to date")
    only_check = parser.parse_args(arguments).check
    try:
        text = json.dumps(bill(), indent=1) + "\n"
    except ValueError as problem:
        print(f"The bill of materials cannot be made: {problem}.", file=sys.stderr)
        return 2
    if only_check:
        fresh = TARGET.exists() and TARGET.read_text(encoding="utf-8") == text
        print("docs/sbom.json is up to date" if fresh else "Run: python scripts/sbom.py")
        return 0 if fresh else 1
    TARGET.write_text(text, encoding="utf-8", newline="\n")
    print("docs/sbom.json written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
