"""``visitplan replan``: the day did not go as planned."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from visitplan.cli.asked import AsJson, DayFolder, PlanFile, beside
from visitplan.cli.plan import A_DAY
from visitplan.cli.screen import print_json, result_screen
from visitplan.cli.stopping import Stops
from visitplan.cli.workers import Workers, called_early, searches

if TYPE_CHECKING:
    from visitplan.app.replan import Replanned


def replan(  # noqa: PLR0913, PLR0917 - each is an option of the command
    context: typer.Context,
    folder: DayFolder,
    plan_file: PlanFile,
    at: Annotated[
        str, typer.Option(metavar="TIME", help="From when on to plan anew: 13:40, local time.")
    ],
    events: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="What happened so far; otherwise the folder's table events."
        ),
    ] = None,
    mode: Annotated[
        Literal["all", "keep-agents", "insert-only"],
        typer.Option(help="How free the rest is: all of it, its order, or only what is new."),
    ] = "all",
    stability: Annotated[
        str | None,
        typer.Option(
            metavar="PRICE",
            help="The price of each change of what was announced; otherwise the policy's.",
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Where the maps go, into a folder by date.")
    ] = Path("maps"),
    seconds: Annotated[
        float | None, typer.Option(min=0, max=A_DAY, help="How long the search may take.")
    ] = None,
    work: Annotated[
        int | None, typer.Option(min=0, help="How much the search may do: equal work, equal plans.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, max=2**31 - 1, help="Where chance begins.")
    ] = None,
    workers: Workers = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
) -> None:
    """Plan the rest of a day anew: what is made stays, the rest follows what happened.

    Example: [bold]visitplan replan examples/helsinki maps/2026-11-24/plan.json --at 13:40[/bold]
    """
    overrides = {
        "limits.seconds": seconds,
        "limits.work": work,
        "limits.seed": seed,
        "limits.islands": searches(workers),
    }
    told = beside(folder, events) if events else None
    with called_early(workers) as solvers:
        # Heavy, so the solvers load beside it.
        from visitplan.app.replan import Remainder  # noqa: PLC0415
        from visitplan.app.replan import replan as replan_day  # noqa: PLC0415
        from visitplan.cli.surroundings import surroundings  # noqa: PLC0415
        from visitplan.cli.watching import watching  # noqa: PLC0415

        remainder = Remainder(
            plan_file=beside(folder, plan_file), at=at, mode=mode, stability=stability, events=told
        )
        with watching(quiet=quiet or as_json) as (watch, news):
            replanned = replan_day(
                folder,
                remainder,
                surroundings(news)._replace(solvers=solvers),
                out=out,
                overrides=overrides,
                watch=watch,
            )
    _report(replanned, as_json=as_json, quiet=quiet)
    if replanned.published.plan.manifest.stopped_early:
        stops: Stops = context.obj
        raise typer.Exit(stops.exit_code)


def _report(replanned: "Replanned", *, as_json: bool, quiet: bool) -> None:
    if as_json:
        print_json(_plain(replanned))
    elif not quiet:
        _print(replanned)


def _print(replanned: "Replanned") -> None:
    from visitplan.cli.differences import differences  # noqa: PLC0415
    from visitplan.cli.findings import print_findings  # noqa: PLC0415

    print_findings(replanned.published.findings)
    screen = result_screen()
    for part in differences(replanned):
        screen.print(part)


def _plain(replanned: "Replanned") -> dict[str, object]:
    from visitplan.cli.costs import terms  # noqa: PLC0415
    from visitplan.cli.plain import plain, plain_comparison, plain_plan  # noqa: PLC0415

    plan, folder = replanned.published.plan, replanned.published.folder
    return (
        plain_plan(plan)
        | {
            "folder": str(folder),
            "index": str(folder / "index.html"),
            "parent": plan.manifest.parent,
            "before": terms(replanned.before.cost),
            "changes": plain(replanned.changes),
            "notices": [each.case_id for each in replanned.changes if each.notice_owed],
            "facts": plain(replanned.facts),
        }
        | plain_comparison(replanned.before.cost, plan.cost)
    )
