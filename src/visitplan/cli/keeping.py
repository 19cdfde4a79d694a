"""``visitplan import`` and ``visitplan export``: day folders into the database and out of it."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from visitplan.cli.asked import AsJson, DayFolder
from visitplan.cli.database import Branch, Data, database, now, who
from visitplan.cli.screen import print_json, result_screen


def import_(
    folder: DayFolder,
    branch: Branch,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace the day that the branch has on that date.")
    ] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Keep a day folder in the database, word for word; its contacts go into the ledger.

    Example: [bold]visitplan import examples/helsinki --branch kamppi[/bold]
    """
    from visitplan.app.kept.kept_days import Bringing, bring  # noqa: PLC0415 - heavy

    bringing = Bringing(branch, by=who(), at=now(), replace=replace)
    with database(data) as found, found.write() as connection:
        head = bring(connection, folder, bringing)
    if as_json:
        print_json({"day": head.id, "date": head.date.isoformat(), "version": head.version})
        return
    result_screen().print(f"kept {head.date} of {branch}, version {head.version}")


def export(
    date: Annotated[
        datetime, typer.Argument(formats=["%Y-%m-%d"], metavar="DATE", help="Which day.")
    ],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The day folder to write.")],
    branch: Branch,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write a day of the database as a day folder, as it was told.

    Example: [bold]visitplan export 2026-11-24 my-day --branch kamppi[/bold]
    """
    from visitplan.app.kept.kept_days import take_out  # noqa: PLC0415 - heavy

    with database(data) as found, found.read() as connection:
        files = take_out(connection, branch, date.date(), folder)
    if as_json:
        print_json({"files": [str(file) for file in files]})
        return
    for file in files:
        result_screen().print(f"wrote {file}", soft_wrap=True)
