"""``visitplan learn``: what one's own days have shown becomes what tomorrow expects."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from visitplan.cli.asked import AsJson
from visitplan.cli.database import Data, database, now
from visitplan.cli.screen import print_json, result_screen

if TYPE_CHECKING:
    from rich.table import Table

    from visitplan.domain.learned import Learned


def learn(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="DIR…", help="Day folders, with contacts of visits."),
    ] = None,
    branch: Annotated[
        str | None,
        typer.Option("--branch", metavar="ID", help="Learn from the database's days of a branch."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where the figures go; otherwise into the last folder."),
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Learn who is at home when, and how long ways and stays take, from what came of visits.

    By hour, weekday and kind of place alone, nobody is profiled; what was seen seldom stays near
    what is assumed. The figures are read by [uncertainty] learned = "learned.toml". Ways and
    stays are learned where a folder also has plan.json and outcomes.csv.

    Example: [bold]visitplan learn my-monday my-tuesday[/bold]
    """
    from visitplan.app.learn import learn_from_branch, learn_from_folders  # noqa: PLC0415 - heavy

    if bool(folders) == bool(branch):
        raise typer.BadParameter("name day folders, or a --branch")
    file = out or (folders[-1] if folders else Path()) / "learned.toml"
    if folders:
        learned = learn_from_folders(folders, file, now=now())
    else:
        with database(data) as found, found.read() as connection:
            learned = learn_from_branch(connection, branch or "", file)
    if as_json:
        print_json(learned.model_dump(mode="json") | {"file": str(file)})
    else:
        _print(learned, file)


def _print(learned: "Learned", file: Path) -> None:
    screen, terms = result_screen(), learned.uncertainty
    screen.print(f"{learned.knocks} visits, {learned.legs} legs of {learned.days} days")
    if learned.hours:
        screen.print(_hours(learned))
    else:
        screen.print("too few visits in any hour: the chances stay as assumed")
    screen.print(
        f"ways × {learned.travel_factor:.3f}, stays × {learned.service_factor:.3f} of the plan; "
        f"spreads: a day's ways {terms.day_travel:.3f}, each way {terms.leg_travel:.3f}, "
        f"stays {terms.service:.3f}"
    )
    screen.print(f"wrote {file}", soft_wrap=True)


def _hours(learned: "Learned") -> "Table":
    from rich.table import Table  # noqa: PLC0415 - only where it is printed

    table = Table(title="Somebody opens", title_justify="left")
    for heading in ("Place", "Day", "Hour"):
        table.add_column(heading)
    for heading in ("Visits", "Opened", "Chance"):
        table.add_column(heading, justify="right")
    for each in learned.hours:
        hour = f"{each.hour:02d}-{each.hour + 1:02d}"
        counts = str(each.knocks), str(each.opened), f"{each.chance:.2f}"
        table.add_row(each.kind or "any", each.weekday, hour, *counts)
    return table
