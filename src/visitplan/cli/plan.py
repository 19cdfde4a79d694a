"""``visitplan plan``: the main job."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from visitplan.cli.asked import AsJson, DayFolder, beside
from visitplan.cli.screen import print_json, result_screen
from visitplan.cli.stopping import Stops
from visitplan.cli.workers import Workers, called_early, searches

if TYPE_CHECKING:
    from visitplan.app.days import PlannedAhead
    from visitplan.app.plan import Planned

A_DAY = 86_400
MOST_DAYS = 31


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
            help="What to begin with: a plan.json, or routes as visitplan cost reads them; for "
            "several days also a folder of days planned before.",
        ),
    ] = None,
    days: Annotated[
        int | None,
        typer.Option(min=1, max=MOST_DAYS, help="How many working days are planned at once."),
    ] = None,
    freeze: Annotated[
        int,
        typer.Option(
            min=0, max=MOST_DAYS - 1, help="How many of the first days keep their published plans."
        ),
    ] = 0,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
) -> None:
    """Plan a day, or several: the cheapest lawful routes, verified, on maps.

    With --days each case is visited on its best lawful day, and each day has a plan of its own;
    seconds and work are those of all days together. Ctrl-C ends the search and keeps the best
    plan found until then (exit code 130).

    Example: [bold]visitplan plan examples/helsinki --seconds 10[/bold]
    """
    overrides = {
        "limits.seconds": seconds,
        "limits.work": work,
        "limits.seed": seed,
        "limits.islands": searches(workers),
        "horizon.days": days,
    }
    with called_early(workers) as solvers:
        # Heavy, so the solvers load beside it.
        from visitplan.app.days import days_asked, plan_ahead  # noqa: PLC0415
        from visitplan.app.plan import plan as plan_day  # noqa: PLC0415
        from visitplan.cli.surroundings import surroundings  # noqa: PLC0415
        from visitplan.cli.watching import watching  # noqa: PLC0415

        count = days or days_asked(folder)
        _refuse_to_keep_all(count, freeze)
        begin = beside(folder, start) if start else None
        with watching(quiet=quiet or as_json) as (watch, news):
            near = surroundings(news)._replace(solvers=solvers)
            planned: Planned | PlannedAhead
            if count > 1:
                planned = plan_ahead(
                    folder,
                    near,
                    out=out,
                    freeze=freeze,
                    start=begin,
                    overrides=overrides,
                    watch=watch,
                )
            else:
                planned = plan_day(
                    folder, near, out=out, overrides=overrides, start=begin, watch=watch
                )
    _report(planned, as_json=as_json, quiet=quiet)
    if planned.stopped_early:
        stops: Stops = context.obj
        raise typer.Exit(stops.exit_code)


def _refuse_to_keep_all(days: int, freeze: int) -> None:
    if freeze >= days and freeze:
        raise typer.BadParameter("leaves no day to plan", param_hint="--freeze")


def _report(planned: "Planned | PlannedAhead", *, as_json: bool, quiet: bool) -> None:
    from visitplan.app.days import PlannedAhead  # noqa: PLC0415

    if isinstance(planned, PlannedAhead):
        _report_days(planned, as_json=as_json, quiet=quiet)
    elif as_json:
        _report_json(planned)
    elif not quiet:
        _report_screen(planned)


def _report_days(ahead: "PlannedAhead", *, as_json: bool, quiet: bool) -> None:
    from visitplan.cli.days import days_summary, plain_days  # noqa: PLC0415
    from visitplan.cli.findings import print_findings  # noqa: PLC0415

    if as_json:
        print_json(plain_days(ahead))
    elif not quiet:
        print_findings(ahead.findings)
        screen = result_screen()
        for part in days_summary(ahead):
            screen.print(part)


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
