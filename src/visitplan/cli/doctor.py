"""``visitplan doctor``: whether the database is well."""

from typing import TYPE_CHECKING

import typer

from visitplan.cli.asked import AsJson
from visitplan.cli.database import Data, database, now
from visitplan.cli.screen import print_json, result_screen
from visitplan.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from visitplan.storage.health import Sign


def doctor(data: Data = None, as_json: AsJson = False) -> None:
    """Look at versions, settings, soundness, the audit trail and what is stuck; mend nothing.

    Exit code 6 when anything is not well.

    Example: [bold]visitplan doctor[/bold]
    """
    from visitplan.storage.health import examine  # noqa: PLC0415 - heavy

    with database(data) as found:
        signs = examine(found, at=now())
    if as_json:
        print_json({"signs": [sign._asdict() for sign in signs]})
    else:
        _print(signs)
    if any(sign.remedy for sign in signs):
        raise typer.Exit(StorageError.exit_code)


def _print(signs: "Sequence[Sign]") -> None:
    screen = result_screen()
    for sign in signs:
        style = "yellow" if sign.remedy else None
        screen.print(f"{sign.name:>18}  {sign.value}", style=style, soft_wrap=True)
        if sign.remedy:
            screen.print(f"{'':>18}  → {sign.remedy}", style="bold yellow", soft_wrap=True)
