"""``visitplan person``: what the database holds of one person, handed over or erased."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from visitplan.cli.asked import AsJson
from visitplan.cli.database import Data, database, now, who
from visitplan.cli.screen import print_json, result_screen
from visitplan.cli.stopping import stoppable
from visitplan.errors import StorageError

if TYPE_CHECKING:
    from visitplan.app.kept.person_erasure import Erased, KeptUntil

person = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="Answer a person who asks what is held of them, or asks for it to be erased; each "
    "command takes --json.\n\nExample: [bold]visitplan person export D01 d01.json[/bold]",
)
Whom = Annotated[
    str, typer.Argument(metavar="ID", help="The debtor's id, or that of any case of theirs.")
]
Branches = Annotated[
    list[str] | None,
    typer.Option("--branch", metavar="ID", help="Where to look; otherwise in every branch."),
]


def export(
    whom: Whom,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The package to write, JSON.")],
    branch: Branches = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write everything that the database holds of one person into one file.

    Cases, pins, events, contacts, reports, stops of plans, messages to other systems, entries of
    the audit trail; of others nothing is in it. The trail tells that it was handed over.

    Example: [bold]visitplan person export D01 d01.json[/bold]
    """
    from visitplan.app.kept.person_export import counted, export_person  # noqa: PLC0415 - heavy
    from visitplan.storage.purging import Purge  # noqa: PLC0415 - heavy

    asked = Purge(who(), now())
    with database(data) as found:
        held = export_person(found, whom, file, asked=asked, branch_ids=branch or ())
    if as_json:
        print_json({"file": str(file), "branch": held["branch"], "held": counted(held)})
        return
    screen = result_screen()
    told = ", ".join(f"{count:,} of {name}" for name, count in counted(held).items())
    screen.print(f"wrote {file}, readable by you alone: {told}", soft_wrap=True)


def erase(
    whom: Whom,
    yes: Annotated[bool, typer.Option("--yes", help="Do it; otherwise it is only told.")] = False,
    branch: Branches = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Erase everything that the database holds of one person, plans and audit trail included.

    Nothing goes before the rules let it; then the first lawful day is told, with exit code 6. What
    went is overwritten, and is in no backup made afterwards; older backups, day folders and
    written pages you delete yourself.

    Example: [bold]visitplan person erase D01[/bold] tells, with --yes it does it
    """
    from visitplan.app.kept.person_erasure import erase_person  # noqa: PLC0415 - heavy
    from visitplan.storage.purging import Purge  # noqa: PLC0415 - heavy

    asked = Purge(who(), now())
    with database(data) as found:
        erased = erase_person(found, whom, asked=asked, for_real=yes, branch_ids=branch or ())
    if as_json:
        print_json(_plain(erased))
    else:
        result_screen().print(
            _sentence(erased), style="green" if erased.done else "yellow", soft_wrap=True
        )
    if erased.kept:
        raise typer.Exit(StorageError.exit_code)


def _sentence(erased: "Erased") -> str:
    if erased.kept:
        return f"nothing may be erased yet: {_reason(erased.kept)}"
    told = ", ".join(f"{count:,} of {table}" for table, count in erased.rows.items())
    done = "erased" if erased.done else "would be erased; --yes does it"
    return f"{erased.cases:,} cases of {erased.branch_id}: {told}: {done}"


def _reason(kept: "KeptUntil") -> str:
    if kept.is_unknown:
        return (
            "no day of the branch can be read, so nobody knows how long records must stay; "
            "mend its newest day, or import one"
        )
    if not kept.rules:
        return f"the last entry is of {kept.last}; erasure is lawful from {kept.lawful_from}"
    told = (f"{each.pack} {each.id}: {each.figure} ({each.source})" for each in kept.rules)
    rules = "; ".join(told)
    return (
        f"the last entry is of {kept.last}, and records must stay by {rules}; "
        f"erasure is lawful from {kept.lawful_from}"
    )


def _plain(erased: "Erased") -> dict[str, object]:
    kept = erased.kept
    return {
        "done": erased.done,
        "branch": erased.branch_id,
        "cases": erased.cases,
        "rows": erased.rows,
        "kept": kept
        and {
            "last_entry": kept.last.isoformat(),
            "lawful_from": kept.lawful_from and kept.lawful_from.isoformat(),
            "rules": [f"{rule.pack} {rule.id}: {rule.source}" for rule in kept.rules],
        },
    }


for _command in (export, erase):
    person.command()(stoppable(_command))
