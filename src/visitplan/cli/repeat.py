"""``visitplan repeat``: whether search and model still disagree about a saved instance."""

from pathlib import Path
from typing import Annotated

import typer

from visitplan.cli.asked import AsJson
from visitplan.cli.screen import print_json, result_screen
from visitplan.errors import DisagreementError


def repeat(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What an error has saved.")],
    as_json: AsJson = False,
) -> None:
    """Try a disagreement between search and model again (exit code 5 while there is one).

    Example: [bold]visitplan repeat disagreements/0123456789ab.json[/bold]
    """
    from visitplan.app.disagreements import repeat as repeat_file  # noqa: PLC0415 - heavy

    repeated = repeat_file(file)
    if as_json:
        print_json(repeated._asdict() | {"agreed": repeated.agreed})
    else:
        screen = result_screen()
        screen.print(f"Then: {repeated.reason}")
        screen.print(f"The same answer now: {repeated.refused or 'search and model agree'}")
        screen.print(f"A new search: {repeated.searched or 'search and model agree'}")
    if not repeated.agreed:
        raise typer.Exit(DisagreementError.exit_code)
