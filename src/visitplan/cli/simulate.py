"""``visitplan simulate``: how a plan fares on days that turn out otherwise."""

from pathlib import Path
from typing import Annotated

import typer

from visitplan.cli.asked import AsJson, DayFolder, PlanFile, beside
from visitplan.cli.screen import print_json, result_screen

MOST_DAYS = 100_000


def simulate(  # noqa: PLR0913, PLR0917 - each is an option of the command
    folder: DayFolder,
    plan_file: PlanFile,
    days: Annotated[
        int, typer.Option(min=1, max=MOST_DAYS, help="How many days the plan meets.")
    ] = 10_000,
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Where chance begins.")] = 1,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where the report goes; otherwise beside the plan."),
    ] = None,
    frontier: Annotated[
        bool,
        typer.Option(
            "--frontier", help="Plan on for smaller risks of lateness: what do they cost?"
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Let a plan meet thousands of days: late visits, overtime, contacts, and what they cost.

    By how much ways, stays and open doors differ stands in [uncertainty] of day.toml.

    Example: [bold]visitplan simulate examples/helsinki maps/2026-11-24/plan.json[/bold]
    """
    from visitplan.app.simulate import simulate_plan  # noqa: PLC0415 - heavy
    from visitplan.cli.plain import plain  # noqa: PLC0415
    from visitplan.cli.simulated import simulated_tables  # noqa: PLC0415
    from visitplan.cli.surroundings import surroundings  # noqa: PLC0415
    from visitplan.foresight.frontier import Weather  # noqa: PLC0415

    file = beside(folder, plan_file)
    done = simulate_plan(
        folder,
        file,
        surroundings(),
        weather=Weather(days, seed),
        page=report,
        with_frontier=frontier,
    )
    if as_json:
        told = {"report": str(done.page), "frontier": plain(done.frontier)}
        print_json(done.simulated.model_dump(mode="json") | told)
        return
    for part in simulated_tables(done):
        result_screen().print(part)
