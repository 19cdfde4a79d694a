"""``visitplan plan``: the main job."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from visitplan.cli.asked import AsJson, DayFolder, beside
from visitplan.cli.screen import print_json, result_screen
from visitplan.cli.stopping import Stops
from visitplan.cli.workers import Workers, called_early, searches

if TYPE_CHECKING:
    from visitplan.app import Planned

A_DAY = 86_400


def plan(  # noqa: PLR0913, PLR0917 - each is an option of the command
    context: typer.Context,
    folder: DayFolder,
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Where the maps go, into a folder by date.")
    ] = Path("maps"),
    seconds: Annotated[
        float | None, typer.Option(min=0, max=A_DAY, help="How long the search may take.")
    ] = None,
    work: Annotated[
        int | None,
        typer.Option(min=0, help="How much the search may do: equal work gives equal plans."),
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, max=2**31 - 1, help="Where chance begins.")
    ] = None,
    workers: Workers = None,
    start: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="What to begin with: a plan.json, or routes as visitplan cost reads them.",
        ),
    ] = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
) -> None:
    """Plan a day: the cheapest lawful routes, verified, on maps.

    Ctrl-C ends the search and keeps the best plan found until then (exit code 130).

    Example: [bold]visitplan plan examples/helsinki --seconds 10[/bold]
    """
    overrides = {
        "limits.seconds": seconds,
        "limits.work": work,
        "limits.seed": seed,
        "limits.islands": searches(workers),
    }
    with called_early(workers) as solvers:
        from visitplan import app  # noqa: PLC0415 - heavy, so the solvers load beside it
        from visitplan.cli.surroundings import surroundings  # noqa: PLC0415
        from visitplan.cli.watching import watching  # noqa: PLC0415

        with watching(quiet=quiet or as_json) as (watch, news):
            planned = app.plan(
                folder,
                surroundings(news)._replace(solvers=solvers),
                out=out,
                overrides=overrides,
                start=beside(folder, start) if start else None,
                watch=watch,
            )
    _report(planned, as_json=as_json, quiet=quiet)
    if planned.plan.manifest.stopped_early:
        stops: Stops = context.obj
        raise typer.Exit(stops.exit_code)


def _report(planned: "Planned", *, as_json: bool, quiet: bool) -> None:
    if as_json:
        _report_json(planned)
    elif not quiet:
        _report_screen(planned)


def _report_screen(planned: "Planned") -> None:
    from visitplan.cli.findings import print_findings  # noqa: PLC0415
    from visitplan.cli.summary import summary  # noqa: PLC0415

    print_findings(planned.findings)
    screen = result_screen()
    for part in summary(planned):
        screen.print(part)


def _report_json(planned: "Planned") -> None:
    from visitplan.cli.costs import terms  # noqa: PLC0415
    from visitplan.cli.plain import plain_comparison, plain_plan  # noqa: PLC0415

    baseline = planned.baseline
    print_json(
        plain_plan(planned.plan)
        | {
            "folder": str(planned.folder),
            "index": str(planned.folder / "index.html"),
            "baseline": terms(baseline) if baseline else None,
            "verified": True,
        }
        | plain_comparison(baseline, planned.plan.cost)
    )
