"""``visitplan verify``: whether a plan is true."""

from typing import TYPE_CHECKING

import typer

from visitplan.cli.asked import AsJson, DayFolder, EventsFile, PlanFile, beside
from visitplan.cli.screen import print_json, result_screen
from visitplan.errors import VerificationError

if TYPE_CHECKING:
    from visitplan.app.verify import Verified


def verify(
    folder: DayFolder, plan_file: PlanFile, events: EventsFile = None, as_json: AsJson = False
) -> None:
    """Check every promise of a plan against its day; exit code 5 when one is broken.

    Example: [bold]visitplan verify examples/helsinki maps/2026-11-24/plan.json[/bold]
    """
    from visitplan.app.verify import verify as verify_file  # noqa: PLC0415 - heavy
    from visitplan.cli.surroundings import surroundings  # noqa: PLC0415

    told = beside(folder, events) if events else None
    verified = verify_file(folder, beside(folder, plan_file), surroundings(), events=told)
    if as_json:
        print_json(_plain(verified))
    else:
        _print(verified)
    if verified.violations:
        raise typer.Exit(VerificationError.exit_code)


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
