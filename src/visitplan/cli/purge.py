"""``visitplan purge``: what may be kept no longer."""

from typing import TYPE_CHECKING, Annotated

import typer

from visitplan.cli.asked import AsJson
from visitplan.cli.database import Data, database, now, who
from visitplan.cli.screen import print_json, result_screen

if TYPE_CHECKING:
    from visitplan.app.kept.purge import Purged, PurgedBranch


def purge(
    data: Data = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; otherwise it is only told.")] = False,
    as_json: AsJson = False,
) -> None:
    """Delete cases and days that the policy's retention lets nobody keep any longer.

    Nothing goes before its minimum, nor where no maximum is set. What went is overwritten, and is
    in no backup made afterwards; older backups you delete yourself.

    Example: [bold]visitplan purge[/bold] tells, [bold]visitplan purge --yes[/bold] does it
    """
    from visitplan.app.kept.purge import purge as purge_database  # noqa: PLC0415 - heavy

    with database(data) as found:
        purged = purge_database(found, at=now(), by=who(), for_real=yes)
    if as_json:
        print_json(_plain(purged))
    else:
        _print(purged)


def _print(purged: "Purged") -> None:
    screen = result_screen()
    for branch in purged.branches:
        screen.print(_sentence(branch), soft_wrap=True)
    passing = sum(purged.passing.values())
    screen.print(
        f"audit trail: {purged.trail:,} entries; sessions, links and the like: {passing:,}"
    )
    done = "purged" if purged.done else "nothing was deleted; --yes does it"
    screen.print(done, style="green" if purged.done else "yellow")


def _sentence(branch: "PurgedBranch") -> str:
    if branch.keep_days is None:
        return f"{branch.branch_id}: the policy sets no longest period; everything is kept"
    counted = ", ".join(f"{count:,} of {table}" for table, count in branch.rows.items())
    return (
        f"{branch.branch_id}: cases last heard of on {branch.last} or before "
        f"(kept {branch.keep_days} days): {counted or 'none'}"
    )


def _plain(purged: "Purged") -> dict[str, object]:
    return {
        "done": purged.done,
        "branches": [
            {
                "branch": branch.branch_id,
                "keep_days": branch.keep_days,
                "last": branch.last.isoformat() if branch.last else None,
                "rows": branch.rows,
            }
            for branch in purged.branches
        ],
        "trail": purged.trail,
        "passing": purged.passing,
    }
