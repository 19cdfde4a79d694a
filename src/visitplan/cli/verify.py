"""``visitplan verify``: whether a plan is true."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from visitplan.cli.asked import AsJson, DayFolder, EventsFile, PlanFile, beside
from visitplan.cli.screen import print_json, result_screen
from visitplan.errors import VerificationError

if TYPE_CHECKING:
    from visitplan.app.verify import Verified


def verify(
    folder: DayFolder,
    plan_file: PlanFile,
    events: EventsFile = None,
    neighbour: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="The day folder of the branch that cases were exchanged with."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check every promise of a plan against its day; exit code 5 when one is broken.

    A plan of plan-all --borders is true of two days: --neighbour names the other one.

    Example: [bold]visitplan verify examples/helsinki maps/2026-11-24/plan.json[/bold]
    """
    if neighbour and events:
        raise typer.BadParameter("a day under way has exchanged no cases: leave out one of the two")
    told = beside(folder, events) if events else None
    verified = _verified(folder, beside(folder, plan_file), told, neighbour)
    if as_json:
        print_json(_plain(verified))
    else:
        _print(verified)
    if verified.violations:
        raise typer.Exit(VerificationError.exit_code)


def _verified(folder: Path, file: Path, events: Path | None, neighbour: Path | None) -> "Verified":
    from visitplan.app.branches.verify_handed_over import verify_beside  # noqa: PLC0415 - heavy
    from visitplan.app.verify import verify as verify_file  # noqa: PLC0415
    from visitplan.cli.surroundings import surroundings  # noqa: PLC0415

    if neighbour:
        return verify_beside(folder, file, neighbour, surroundings())
    return verify_file(folder, file, surroundings(), events=events)


def _print(verified: "Verified") -> None:
    from visitplan.cli.violations import violations_table  # noqa: PLC0415

    screen = result_screen()
    if verified.changed:
        files = ", ".join(verified.changed)
        screen.print(f"changed since the plan was made: {files}", style="yellow")
    for fact in verified.facts:
        screen.print(f"a fact of the day: {fact}", style="yellow")
    if verified.violations:
        screen.print(violations_table(verified.violations))
        screen.print(f"{len(verified.violations)} violations", style="bold red")
    else:
        screen.print("verified: no violation", style="green")


def _plain(verified: "Verified") -> dict[str, object]:
    from visitplan.cli.plain import plain  # noqa: PLC0415

    return {
        "verified": not verified.violations,
        "violations": plain(verified.violations),
        "facts": plain(verified.facts),
        "changed": list(verified.changed),
    }
