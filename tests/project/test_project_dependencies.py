"""What is imported is declared, what is declared is locked, what is locked is free to use."""

import ast
import functools
import importlib.metadata
import json
import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# Licences a district may use and pass on; of several joined by OR one is enough.
FREE = {
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "MIT",
    "MPL-1.1",
    "MPL-2.0",
    "PSF-2.0",
    "Unlicense",
}
LOCKS = ("run", "test", "build")


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    """pyproject.toml as data."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sbom_module(load: Callable[[str], ModuleType]) -> ModuleType:
    """scripts/sbom.py"""
    return load("scripts/sbom.py")


def test_every_third_party_import_is_declared(root: Path, project: dict[str, Any]) -> None:
    declared = _names(project["project"]["dependencies"])
    assert not {
        f"{path.name}: {module}"
        for path in (root / "htssp_builder").rglob("*.py")
        for module in _imports(path)
        if not _distributions(module) & declared
    }


def test_every_declared_dependency_is_used(root: Path, project: dict[str, Any]) -> None:
    used = {
        name
        for path in (root / "htssp_builder").rglob("*.py")
        for module in _imports(path)
        for name in _distributions(module)
    }
    assert not _names(project["project"]["dependencies"]) - used


def test_every_dependency_has_its_line_in_the_docs(root: Path, project: dict[str, Any]) -> None:
    page = (root / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    assert not {n for n in _names(project["project"]["dependencies"]) if f"| {n} |" not in page}


def test_e_mail_addresses_are_never_looked_up_in_the_network(root: Path) -> None:
    # email-validator asks the DNS unless it is told not to.
    for path in (root / "htssp_builder").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("validate_email"):
                told = {key.arg: ast.unparse(key.value) for key in node.keywords}
                assert told.get("check_deliverability") == "False", path.name


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes_and_the_lock_names_no_address(
    name: str, root: Path, sbom_module: ModuleType
) -> None:
    path = root / "requirements" / f"{name}.txt"
    packages = sbom_module.read_lock(path)
    assert packages
    assert not [package.name for package in packages if not package.hashes]
    text = path.read_text(encoding="utf-8")
    assert text.count("==") == len(packages) + text.count("== '")
    assert not re.search(r"://|--index|--find-links|--trusted-host", text)


def test_the_locks_satisfy_the_project(
    root: Path, project: dict[str, Any], sbom_module: ModuleType
) -> None:
    run = project["project"]["dependencies"]
    extras = project["project"]["optional-dependencies"]
    build = project["build-system"]["requires"]
    wanted = {"run": run, "test": [*run, *extras["test"], *extras["bench"]], "build": build}
    for name, requirements in wanted.items():
        locked = _locked(root, sbom_module, name)
        for requirement in map(Requirement, requirements):
            version = locked.get(canonicalize_name(requirement.name))
            assert version is not None, f"{requirement} is not in {name}.txt: run scripts/lock.py"
            assert requirement.specifier.contains(version), f"{requirement}: {version} in {name}"


def test_the_locks_agree_on_every_version(root: Path, sbom_module: ModuleType) -> None:
    run, test, build = (_locked(root, sbom_module, name) for name in LOCKS)
    assert run.items() <= test.items()
    assert all(test.get(name, version) == version for name, version in build.items())


def test_no_run_time_dependency_is_copyleft(root: Path, sbom_module: ModuleType) -> None:
    packages = sbom_module.read_lock(root / "requirements" / "run.txt")
    stated = {package.name: sbom_module.licence(package) for package in packages}
    assert not {name: text for name, text in stated.items() if not FREE & set(text.split(" OR "))}


def test_the_bill_of_materials_is_up_to_date(root: Path, sbom_module: ModuleType) -> None:
    kept = json.loads((root / "docs" / "sbom.json").read_text(encoding="utf-8"))
    assert kept == sbom_module.bill(), "Run: python scripts/sbom.py"


def test_the_bill_of_materials_lists_what_the_program_needs(
    root: Path, project: dict[str, Any]
) -> None:
    kept = json.loads((root / "docs" / "sbom.json").read_text(encoding="utf-8"))
    assert (kept["bomFormat"], kept["specVersion"]) == ("CycloneDX", "1.6")
    references = [part["bom-ref"] for part in kept["components"]]
    assert len(references) == len(set(references))
    needs = {entry["ref"]: entry["dependsOn"] for entry in kept["dependencies"]}
    direct = needs[kept["metadata"]["component"]["bom-ref"]]
    found = {reference.removeprefix("pkg:pypi/").split("@")[0] for reference in direct}
    assert found == _names(project["project"]["dependencies"])
    reached = {each for parts in needs.values() for each in parts}
    assert reached == set(references), "a component that nothing needs, or one that is missing"


def _names(requirements: list[str]) -> set[str]:
    return {str(canonicalize_name(Requirement(text).name)) for text in requirements}


def _locked(root: Path, sbom_module: ModuleType, name: str) -> dict[str, str]:
    packages = sbom_module.read_lock(root / "requirements" / f"{name}.txt")
    return {package.name: package.version for package in packages}


@functools.cache
def _imports(path: Path) -> set[str]:
    """The top-level names of other people's modules that a file imports, anywhere in it."""
    named: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            named |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            named.add(node.module.split(".")[0])
    return named - sys.stdlib_module_names - {"htssp_builder"}


@functools.cache  # every installed package is read for it
def _distributions(module: str) -> set[str]:
    found = importlib.metadata.packages_distributions().get(module, [])
    return {str(canonicalize_name(name)) for name in found}
