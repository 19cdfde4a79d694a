"""``visitplan record``: what happened at the doors becomes what tomorrow knows."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from visitplan.cli.asked import AsJson, DayFolder, beside
from visitplan.cli.database import now
from visitplan.cli.screen import print_json, result_screen

if TYPE_CHECKING:
    from visitplan.app.record import Recorded


def record(
    folder: DayFolder,
    outcomes: Annotated[
        Path, typer.Argument(metavar="outcomes.csv", help="Case, agent, time and code of each.")
    ],
    as_json: AsJson = False,
) -> None:
    """Append what came of visits to the day's ledger, and hold the cases that ask for it.

    A dispute, hardship, vulnerability or a wish to be left alone holds the case at once, and where
    it is the person's, all of his cases. Recording the same again changes nothing.

    Example: [bold]visitplan record my-day outcomes.csv[/bold]
    """
    from visitplan.app.record import record as record_outcomes  # noqa: PLC0415 - heavy

    recorded = record_outcomes(folder, beside(folder, outcomes), now=now())
    if as_json:
        print_json(_plain(recorded))
    else:
        _print(recorded)


def _print(recorded: "Recorded") -> None:
    from visitplan.cli.findings import print_findings  # noqa: PLC0415

    print_findings(recorded.findings)
    follows, screen = recorded.following, result_screen()
    screen.print(f"{len(follows.contacts)} visits are in the ledger now")
    for each in follows.holds:
        screen.print(f"{each.case_id}: held ({each.hold})", style="yellow")
    if follows.known:
        screen.print(f"{len(follows.known)} were there already")
    for outcome in follows.not_rung:
        screen.print(f"{outcome.case_id}: nobody was at the door ({outcome.code}); plan it anew")


def _plain(recorded: "Recorded") -> dict[str, object]:
    from visitplan.cli.plain import plain  # noqa: PLC0415

    follows = recorded.following
    return {
        "contacts": plain(follows.contacts),
        "holds": [{"case_id": each.case_id, "hold": each.hold} for each in follows.holds],
        "known": plain(follows.known),
        "not_rung": plain(follows.not_rung),
        "files": [str(file) for file in recorded.files],
        "findings": plain(recorded.findings),
    }
