"""Peak memory of one contender in an interpreter of its own: python peak.py NAME FOLDER.

Prints megabytes, or nothing where the system does not tell.
"""

import json
import sys
from pathlib import Path


def main(name: str, folder: Path) -> None:
    """Run one contender once. folder: holds what `run.py` has prepared for the peers."""
    if name == "htssp":
        from workload import load

        from htssp_builder.word.writer import write

        workload = load()
        write(workload.compose(workload.facts()))
    elif name == "python-docx":
        from peer_docx import write as write_peer

        write_peer(json.loads((folder / "pieces.json").read_text(encoding="utf-8")))
    elif name.startswith("docxtpl"):
        from peer_docxtpl import render

        kind = name.partition(" ")[2]
        context = json.loads((folder / f"{kind}.json").read_text(encoding="utf-8"))
        render((folder / f"{kind}.docx").read_bytes(), context)
    elif name == "floor":
        from floor import prepare
        from floor import write as write_floor

        write_floor(prepare((folder / "ours.docx").read_bytes()))
    print(_peak())


def _peak() -> str:
    status = Path("/proc/self/status")
    if status.exists():  # getrusage would count the parent's memory too
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
        return f"{int(line.split()[1]) / 1024:.0f}"
    if sys.platform == "darwin":
        import resource

        return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.0f}"
    return ""


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    main(sys.argv[1], Path(sys.argv[2]))
