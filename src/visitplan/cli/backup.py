"""``visitplan backup``: everything in one file, tried before it counts."""

from pathlib import Path
from typing import Annotated

import typer

from visitplan.cli.asked import AsJson
from visitplan.cli.database import Data, database
from visitplan.cli.screen import print_json, result_screen


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup to write.")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write the whole database into one file, while others go on working.

    The copy is of one moment; it is checked, and restored for trial, before it is there. It is
    encrypted if the database is.

    Example: [bold]visitplan backup 2026-11-24.db[/bold]
    """
    from visitplan.storage.backup import back_up  # noqa: PLC0415 - heavy

    with database(data) as found:
        made = back_up(found, file)
    if as_json:
        print_json({"file": str(file), "rows": made.rows, "seal": made.seal})
        return
    screen = result_screen()
    total = sum(made.rows.values())
    screen.print(f"wrote {file}: {total:,} rows, restored for trial", soft_wrap=True)
    screen.print(f"seal of the audit trail, to be noted elsewhere: {made.seal}", soft_wrap=True)
