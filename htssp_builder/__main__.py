"""The command `htssp`, also `python -m htssp_builder`."""

import gc
import sys


def main() -> None:
    """Run the command and leave with its exit code."""
    gc.disable()  # one short command: collecting while it builds a document only costs time
    from htssp_builder.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
