"""The program never uses the network: not when imported, not in the demo."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

# An audit hook sees every socket that Python code opens, whichever module opens it.
REFUSE = """
import socket, sys

LOOKS_AT_NAME_ONLY = {"socket.gethostname"}

def refuse(event, arguments):
    if event.startswith("socket.") and event not in LOOKS_AT_NAME_ONLY:
        raise RuntimeError(f"the network was used: {event} {arguments}")

class Refused:
    def __init__(self, *arguments, **named):
        raise RuntimeError("the network was used: a socket was made")

sys.addaudithook(refuse)
socket.socket = Refused
"""
IMPORT_ALL = """
import importlib, pkgutil
import htssp_builder
names = [m.name for m in pkgutil.walk_packages(htssp_builder.__path__, "htssp_builder.")]
for name in names:
    importlib.import_module(name)
print(len(names))
"""
DEMO = """
from htssp_builder.__main__ import main
sys.argv = ["htssp", "demo", sys.argv[1]]
sys.exit(main())
"""


def test_the_guard_of_these_tests_sees_a_name_looked_up_and_a_socket_made() -> None:
    for use in ("socket.getaddrinfo('localhost', 80)", "socket.socket()", "import ssl"):
        done = _python(REFUSE + use)
        assert ("the network was used" in done.stderr) == (use != "import ssl")


def test_no_module_uses_the_network_when_imported(root: Path) -> None:
    done = _python(REFUSE + IMPORT_ALL)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 20


def test_the_demo_uses_no_network(tmp_path: Path) -> None:
    done = _python(REFUSE + DEMO, str(tmp_path / "district"))
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "district" / "documents").glob("*.docx"))


@pytest.mark.slow
def test_the_demo_works_where_there_is_no_network_at_all(tmp_path: Path) -> None:
    # Also holds for compiled parts, whose sockets Python does not see.
    alone = ["unshare", "--net", "--map-root-user"]
    if not shutil.which("unshare") or subprocess.run([*alone, "true"], check=False).returncode:
        pytest.skip("unshare cannot make a network of its own here")
    done = _python("import sys\n" + DEMO, str(tmp_path / "district"), before=alone)
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "district" / "documents").glob("*.docx"))


def _python(
    source: str, *arguments: str, before: list[str] | None = None
) -> subprocess.CompletedProcess[str]:
    command = [*(before or []), sys.executable, "-c", source, *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
