"""``visitplan restore``: a backup into a new database."""

from pathlib import Path
from typing import Annotated

import typer

from visitplan.cli.asked import AsJson
from visitplan.cli.database import Data, database
from visitplan.cli.screen import print_json, result_screen


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup of visitplan.")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Read a backup into a new database, of either kind; all of it, or nothing.

    A backup may be older than the last purge: purge again afterwards.

    Example: [bold]visitplan restore 2026-11-24.db --data new-folder[/bold]
    """
    from visitplan.storage.backup import restore as restore_into  # noqa: PLC0415 - heavy

    with database(data) as found:
        restored = restore_into(file, found, key=found.key)
    if as_json:
        print_json({"rows": restored.rows, "seal": restored.seal})
        return
    screen = result_screen()
    screen.print(f"restored {sum(restored.rows.values()):,} rows; the audit trail is whole")
    screen.print("next: visitplan purge tells what may be kept no longer")
