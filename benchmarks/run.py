"""python benchmarks/run.py [--quick]: measures everything, prints it, and with all repetitions
writes it into README.md. Leaves with 1 where a target is missed."""

import argparse
import json
import os
import statistics
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import cold  # noqa: E402
import content  # noqa: E402
import features  # noqa: E402
import floor  # noqa: E402
import peer_docx  # noqa: E402
import peer_docxtpl  # noqa: E402
import thousand  # noqa: E402
from report import Target, machine, put, table  # noqa: E402
from timing import alternate, python  # noqa: E402
from workload import Workload, load  # noqa: E402

from htssp_builder.document.tree import Document  # noqa: E402
from htssp_builder.word.writer import write  # noqa: E402

OURS, FLOOR, PLAIN = "htssp", "floor", "python-docx"
LOOPING, WRITTEN = "docxtpl looping", "docxtpl written"
CAMPUSES = (10, 100, 1000)


class Repeats(NamedTuple):
    """How often each thing is measured."""

    warm: int = 31
    slow: int = 3
    cold: int = 21
    scale: int = 7
    thousand: int = 5


QUICK = Repeats(warm=7, slow=1, cold=5, scale=3, thousand=2)


class Prepared(NamedTuple):
    """The finished document, its words for the peers, and their templates."""

    document: Document
    file: bytes
    pieces: list[dict[str, Any]]
    looping: bytes
    written: bytes
    answers: dict[str, Any]


def prepare(workload: Workload) -> Prepared:
    """Everything that stands ready before a clock starts."""
    document = workload.compose(workload.facts())
    made = content.pieces(document)
    plain = content.plain(made)
    written, answers = peer_docxtpl.written_template(made)
    looping = peer_docxtpl.looping_template(plain)
    return Prepared(document, write(document), plain, looping, written, answers)


def files(ready: Prepared) -> dict[str, bytes]:
    """Each contender's file. Raises ValueError where one lacks a word of the others."""
    made = {
        OURS: ready.file,
        LOOPING: peer_docxtpl.render(ready.looping, {"pieces": ready.pieces}),
        WRITTEN: peer_docxtpl.render(ready.written, ready.answers),
        PLAIN: peer_docx.write(ready.pieces),
    }
    expected = content.texts(ready.pieces)
    for name, file in made.items():
        lacking = content.missing(file, expected)
        if lacking:
            raise ValueError(f"{name} lacks {len(lacking)} texts, the first: {lacking[0]!r}")
    return made


def warm(workload: Workload, ready: Prepared, repeats: Repeats) -> dict[str, float]:
    """Medians in milliseconds. Each turn of ours has another name of the district in it."""
    facts = [workload.facts(workload.renamed(n)) for n in range(repeats.warm + 1)]
    documents = [workload.compose(one) for one in facts]
    finished = floor.prepare(ready.file)
    quick = alternate(
        {
            "compose": lambda n: workload.compose(facts[n]),
            "write": lambda n: write(documents[n]),
            OURS: lambda n: write(workload.compose(facts[n])),
            FLOOR: lambda _: floor.write(finished),
            LOOPING: lambda _: peer_docxtpl.render(ready.looping, {"pieces": ready.pieces}),
        },
        repeats.warm,
    )
    slow = alternate(
        {
            WRITTEN: lambda _: peer_docxtpl.render(ready.written, ready.answers),
            PLAIN: lambda _: peer_docx.write(ready.pieces),
        },
        repeats.slow,
    )
    return quick | slow


def scale(workload: Workload, repeats: int) -> dict[int, tuple[float, int]]:
    """Milliseconds to compose and write, and the size of the file, by the number of campuses."""
    facts = {count: workload.facts(workload.with_campuses(count)) for count in CAMPUSES}

    def run(count: int) -> Any:
        return lambda _: write(workload.compose(facts[count]))

    times = alternate({str(count): run(count) for count in CAMPUSES}, repeats)
    return {count: (times[str(count)], len(run(count)(0))) for count in CAMPUSES}


def memory(ready: Prepared, folder: Path) -> dict[str, str]:
    """Peak memory of each contender in megabytes, "" where the system does not tell."""
    kept: dict[str, Any] = {"looping": {"pieces": ready.pieces}, "written": ready.answers}
    kept["pieces"] = ready.pieces
    for name, data in kept.items():
        (folder / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    for name, file in (("looping", ready.looping), ("written", ready.written)):
        (folder / f"{name}.docx").write_bytes(file)
    (folder / "ours.docx").write_bytes(ready.file)
    names = ("bare interpreter", OURS, FLOOR, LOOPING, WRITTEN, PLAIN)
    script, at = str(HERE / "peak.py"), str(folder)
    return {name: python([script, name, at], os.environ).strip() for name in names}


def targets(
    times: dict[str, float],
    starts: dict[str, list[float]],
    sizes: dict[int, tuple[float, int]],
    large: dict[str, list[float]],
) -> list[Target]:
    """What was promised, with what was measured."""
    begun = {name: statistics.median(each) for name, each in starts.items()}
    total, fastest = times[OURS], min(times[LOOPING], times[WRITTEN])
    few, some, many = (sizes[count][0] for count in CAMPUSES)
    first, second = (
        (some - few) / (CAMPUSES[1] - CAMPUSES[0]),
        (many - some) / (CAMPUSES[2] - CAMPUSES[1]),
    )
    return [
        Target("total / floor", total / times[FLOOR], 1.5),
        Target("docxtpl (the faster way) / total", fastest / total, 2.5, least=True),
        Target("plain python-docx / total", times[PLAIN] / total, 20, least=True),
        Target(f"{cold.HELP} / {cold.HELP_BASE}", begun[cold.HELP] / begun[cold.HELP_BASE], 2),
        Target(f"{cold.BUILD} / {cold.BUILD_BASE}", begun[cold.BUILD] / begun[cold.BUILD_BASE], 2),
        Target("a row more at 1,000 campuses / at 100", second / first, 1.25),
        Target(f"{cold.CHECK}, cold, seconds", begun[cold.CHECK] / 1000, 0.4),
        Target(f"{cold.PLAN}, cold, seconds", begun[cold.PLAN] / 1000, 0.4),
        Target(
            "1,000 campuses taken in, checked and built, seconds",
            statistics.median(large[thousand.ALL]) / 1000,
            3,
        ),
    ]


def report(
    ready: Prepared,
    made: dict[str, bytes],
    times: dict[str, float],
    peaks: dict[str, str],
    starts: dict[str, list[float]],
    sizes: dict[int, tuple[float, int]],
    large: dict[str, list[float]],
    promised: list[Target],
) -> str:
    """All figures as Markdown."""
    size = content.measure(ready.document)
    order = (OURS, FLOOR, LOOPING, WRITTEN, PLAIN)
    lengths = {name: f"{len(file) / 1000:,.0f}" for name, file in made.items()}
    lengths[FLOOR] = lengths[OURS]
    speed = [
        (name, f"{times[name]:,.1f}", f"{times[name] / times[FLOOR]:.2f}", lengths[name],
         peaks[name] or "–")
        for name in order
    ]  # fmt: skip
    parts = [(f"{OURS}: {part}", f"{times[part]:,.1f}", f"{times[part] / times[FLOOR]:.2f}", "", "")
             for part in ("compose", "write")]  # fmt: skip
    speed[1:1] = parts
    counted = {name: features.count(file) for name, file in made.items()}
    carried = [(what, *(str(counted[name][what]) for name in made)) for what in counted[OURS]]
    grown = [
        (f"{count:,}", f"{taken:,.1f}", f"{length / 1000:,.0f}")
        for count, (taken, length) in sizes.items()
    ]
    return "\n\n".join([
        machine(datetime.now(UTC).date().isoformat()),
        f"The document: {size.blocks:,} blocks, {size.rows:,} table rows, {size.fields:,} answers "
        f"printed, {size.characters:,} characters.",
        "### Targets",
        table(("ratio", "target", "measured", "met"), [t.row() for t in promised]),
        "### Warm",
        table(("", "ms", "× floor", "file, kB", "peak memory, MB"), speed),
        f"A bare interpreter peaks at {peaks['bare interpreter'] or '–'} MB.",
        "### Cold",
        table(("command", "median, ms", "minimum, ms"), _spread(starts)),
        "### Campuses",
        table(("campuses", "compose and write, ms", "file, kB"), grown),
        "### A district of 1,000 campuses",
        table(("in one process", "median, ms", "minimum, ms"), _spread(large)),
        "### What each file carries besides the words",
        table(("", *made), carried),
    ])  # fmt: skip


def _spread(taken: dict[str, list[float]]) -> list[tuple[str, str, str]]:
    """Name, median and minimum: what is usual, and what the machine can do undisturbed."""
    return [
        (name, f"{statistics.median(times):,.0f}", f"{min(times):,.0f}")
        for name, times in taken.items()
    ]


def main() -> int:
    """Measure, print, and write README.md unless --quick is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few repetitions, README untouched")
    quick = parser.parse_args().quick
    repeats = QUICK if quick else Repeats()
    with tempfile.TemporaryDirectory() as name:
        os.environ["HTSSP_CACHE"] = str(Path(name) / "cache")
        workload = load()
        ready = prepare(workload)
        made = files(ready)
        times = warm(workload, ready, repeats)
        sizes = scale(workload, repeats.scale)
        peaks = memory(ready, Path(name))
        starts = cold.measure(Path(name), repeats.cold)
        place = Path(name) / "thousand"
        place.mkdir()
        large = thousand.measure(place, repeats.thousand)
    promised = targets(times, starts, sizes, large)
    text = report(ready, made, times, peaks, starts, sizes, large, promised)
    print(text)
    if not quick:
        put(HERE / "README.md", text)
    return 0 if all(target.met for target in promised) else 1


if __name__ == "__main__":
    sys.exit(main())
