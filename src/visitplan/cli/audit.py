"""``visitplan audit``: who did what, and whether the trail of it is whole."""

from typing import TYPE_CHECKING, Annotated

import typer

from visitplan.cli.asked import AsJson
from visitplan.cli.database import Data, database
from visitplan.cli.screen import print_json, result_screen
from visitplan.cli.stopping import stoppable
from visitplan.errors import StorageError

if TYPE_CHECKING:
    from visitplan.storage.proof import Proof
    from visitplan.storage.trail import Entry

audit = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="Look at the audit trail, and prove that it is whole; each command takes --json.\n\n"
    "Example: [bold]visitplan audit verify[/bold]",
)


def verify(
    data: Data = None,
    noted: Annotated[
        str | None,
        typer.Option("--noted", metavar="SEAL", help="A seal noted earlier: it must be there."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check every seal, plan and report; the first broken link is named, exit code 6.

    Example: [bold]visitplan audit verify[/bold]
    """
    from visitplan.storage.proof import prove  # noqa: PLC0415 - heavy

    with database(data) as found, found.read() as connection:
        proof = prove(connection, noted=noted)
    if as_json:
        print_json(proof._asdict() | {"breaks": [each._asdict() for each in proof.breaks]})
    else:
        _print(proof)
    if proof.breaks:
        raise typer.Exit(StorageError.exit_code)


def _print(proof: "Proof") -> None:
    screen = result_screen()
    for each in proof.breaks:
        where = f"entry {each.seq}: " if each.seq is not None else ""
        screen.print(f"{where}{each.problem}", style="bold red", soft_wrap=True)
    if not proof.breaks:
        screen.print(f"whole: {proof.entries:,} entries, the last is {proof.seq}", style="green")
    screen.print(f"newest seal, to be noted elsewhere: {proof.sha256}", soft_wrap=True)


def show(
    data: Data = None,
    most: Annotated[int, typer.Option("--most", min=1, help="How many entries.")] = 50,
    as_json: AsJson = False,
) -> None:
    """Show the newest entries: when, who, what, and to what.

    Example: [bold]visitplan audit show --most 20[/bold]
    """
    from visitplan.storage.trail import newest  # noqa: PLC0415 - heavy

    with database(data) as found, found.read() as connection:
        entries = newest(connection, most=most)
    if as_json:
        print_json({"entries": [_plain(entry) for entry in entries]})
        return
    for entry in entries:
        result_screen().print(_line(entry), soft_wrap=True)


def _line(entry: "Entry") -> str:
    act = entry.act
    reason = f" ({act.reason})" if act.reason else ""
    return (
        f"{entry.seq} {act.at:%Y-%m-%d %H:%M:%S} {act.who}: "
        f"{act.what} {act.kind} {act.object_id}{reason}"
    )


def _plain(entry: "Entry") -> dict[str, object]:
    act = entry.act._asdict() | {"at": entry.act.at.isoformat()}
    return {"seq": entry.seq, **act, "sha256": entry.sha256}


for _command in (verify, show):
    audit.command()(stoppable(_command))
