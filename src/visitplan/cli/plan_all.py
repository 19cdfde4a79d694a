"""``visitplan plan-all``: every branch of a lender, at once."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from visitplan.cli.asked import AsJson
from visitplan.cli.screen import print_json, result_screen
from visitplan.cli.stopping import Stops
from visitplan.cli.workers import Workers, searches

if TYPE_CHECKING:
    from visitplan.domain.branch_plan import BranchReport

A_DAY = 86_400


def plan_all(  # noqa: PLR0913, PLR0917 - each is an option of the command
    context: typer.Context,
    root: Annotated[
        Path,
        typer.Argument(
            metavar="ROOT",
            help="A folder of day folders, or a table of them (branch, folder).",
        ),
    ],
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Where the maps go, by branch and date.")
    ] = Path("maps"),
    workers: Workers = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="A Dask scheduler that searches: tls://host:port, or tcp:// on this machine.",
        ),
    ] = None,
    certificates: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="ca.pem, cert.pem and key.pem. Whoever holds them can run code on the cluster.",
        ),
    ] = None,
    borders: Annotated[
        bool,
        typer.Option(
            "--borders",
            help="Hand over cases between neighbours where that pays and is lawful for both.",
        ),
    ] = False,
    seconds: Annotated[
        float | None, typer.Option(min=0, max=A_DAY, help="How long each branch's search may take.")
    ] = None,
    work: Annotated[
        int | None,
        typer.Option(min=0, help="How much each may do: equal work gives equal plans."),
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, max=2**31 - 1, help="Where chance begins.")
    ] = None,
    as_json: AsJson = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
) -> None:
    """Plan every branch at once: each verified and published, all in one report.

    A branch that is finished is not planned again while its files and the limits stay as they
    are, so the same command goes on where one was interrupted (Ctrl-C, exit code 130). A branch
    that cannot be planned is reported beside the others; the exit code is the gravest one. Each
    is searched on one core (as by plan --workers 1).

    Example: [bold]visitplan plan-all branches --workers all --seconds 10[/bold]
    """
    from visitplan.app.branches.plan_all import BranchTerms  # noqa: PLC0415 - heavy, as the next
    from visitplan.app.branches.plan_all import plan_all as plan_branches  # noqa: PLC0415
    from visitplan.cli.branch_progress import branch_progress  # noqa: PLC0415
    from visitplan.cli.branch_workers import workers_asked  # noqa: PLC0415
    from visitplan.cli.surroundings import surroundings  # noqa: PLC0415

    wanted = {"limits.seconds": seconds, "limits.work": work, "limits.seed": seed}
    limits = {name: value for name, value in wanted.items() if value is not None}
    with (
        workers_asked(searches(workers or "all"), cluster, certificates) as planners,
        branch_progress(quiet=quiet or as_json) as watch,
    ):
        report = plan_branches(
            root, surroundings(), planners, out=out, terms=BranchTerms(limits, borders), watch=watch
        )
    _report(report, out, as_json=as_json, quiet=quiet)
    if report.stopped_early:
        stops: Stops = context.obj
        raise typer.Exit(stops.exit_code)
    raise typer.Exit(report.exit_code)


def _report(report: "BranchReport", out: Path, *, as_json: bool, quiet: bool) -> None:
    from visitplan.cli.branches import branches_summary  # noqa: PLC0415
    from visitplan.render.branch_files import plain_report  # noqa: PLC0415

    if as_json:
        print_json(plain_report(report) | {"folder": str(out), "index": str(out / "index.html")})
    elif not quiet:
        screen = result_screen()
        for part in branches_summary(report, out):
            screen.print(part)
