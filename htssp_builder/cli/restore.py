"""`htssp restore`: an earlier version of a file."""

from datetime import UTC, datetime
from pathlib import Path

import click

from htssp_builder.cli.show import say, table


@click.command("restore", epilog="Example: htssp restore district.yaml 1")
@click.argument("name", metavar="FILE")
@click.argument("number", metavar="[VERSION]", type=int, required=False)
@click.pass_obj
def restore_command(folder: str, name: str, number: int | None) -> None:
    """List the kept versions of a file, or bring one back.

    FILE is a path inside the district's folder, such as documents/protocol.docx. The newest kept
    version is number 1. The file as it is now is kept first.
    """
    from htssp_builder.actions.restore import bring_back, kept_versions

    if number is None:
        rows = [(str(v.number), v.id, f"{v.size:,}") for v in kept_versions(Path(folder), name)]
        table(("Version", "Kept on (UTC)", "Bytes"), rows)
        return
    path = bring_back(Path(folder), name, number, now=datetime.now(UTC))
    say(f"{path} is version {number} again; the one before it is kept.")
