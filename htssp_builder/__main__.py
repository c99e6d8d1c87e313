"""The command `htssp`, also `python -m htssp_builder`."""

import gc
import sys


def main() -> None:
    """Run the command and leave with its exit code."""
    # One short command whose objects live to its end: looking through them again and again, and
    # once more at the exit, would take a sixth of a build.
    gc.set_threshold(100_000)
    from htssp_builder.cli.main import run

    code = run(sys.argv[1:])
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
