"""``visitplan burden``: how the visits of a plan weigh on those who are visited."""

from pathlib import Path
from typing import Annotated

import typer

from visitplan.cli.asked import AsJson, DayFolder, beside
from visitplan.cli.screen import print_json, result_screen


def burden(
    folder: DayFolder,
    plan_files: Annotated[
        list[Path], typer.Argument(metavar="plan.json...", help="A plan, or those of several days.")
    ],
    as_json: AsJson = False,
) -> None:
    """Tell how often, when and where people are visited, and for whom a call comes first.

    Example: [bold]visitplan burden examples/helsinki maps/2026-11-24/plan.json[/bold]
    """
    from visitplan.app.burden import burden_report  # noqa: PLC0415 - heavy
    from visitplan.cli.burden_tables import burden_tables  # noqa: PLC0415
    from visitplan.cli.surroundings import surroundings  # noqa: PLC0415

    files = [beside(folder, file) for file in plan_files]
    weighed = burden_report(folder, files, surroundings())
    if as_json:
        print_json(weighed.model_dump(mode="json"))
        return
    for part in burden_tables(weighed):
        result_screen().print(part)
