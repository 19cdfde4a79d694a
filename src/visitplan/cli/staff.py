"""``visitplan staff``: how many shifts, and of which kinds, a service level takes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from visitplan.cli.asked import AsJson, DayFolder
from visitplan.cli.plan import A_DAY, MOST_DAYS
from visitplan.cli.screen import print_json, result_screen

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from visitplan.domain.staffing import Staffing, StaffingCurve


def staff(  # noqa: PLR0913, PLR0917 - each is an option of the command
    folder: DayFolder,
    level: Annotated[
        float, typer.Option(min=0, max=1, help="The share of visits that have to be made.")
    ] = 0.95,
    urgent: Annotated[
        bool, typer.Option("--urgent", help="Count only visits of priority must and high.")
    ] = False,
    more: Annotated[
        int, typer.Option(min=0, max=20, help="How many spare shifts may be added at most.")
    ] = 1,
    days: Annotated[
        int | None,
        typer.Option(min=1, max=MOST_DAYS, help="How many working days are planned at once."),
    ] = None,
    seconds: Annotated[
        float | None, typer.Option(min=0, max=A_DAY, help="How long each search may take.")
    ] = None,
    work: Annotated[
        int | None,
        typer.Option(min=0, help="How much each search may do: equal work, equal figures."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell which shifts a service level takes: one more, and fewer and fewer, each planned.

    With --days the shifts are those of every one of these days, and a visit may be made on any.

    Example: [bold]visitplan staff examples/helsinki --level 0.95 --seconds 3[/bold]
    """
    from visitplan.app.staff import staff as staff_day  # noqa: PLC0415 - heavy
    from visitplan.cli.surroundings import surroundings  # noqa: PLC0415

    curve = staff_day(
        folder,
        surroundings(),
        level=level,
        counting="must_and_high" if urgent else "all",
        more=more,
        overrides={"limits.seconds": seconds, "limits.work": work, "horizon.days": days},
    )
    if as_json:
        print_json(curve.model_dump(mode="json"))
        return
    for part in _tables(curve):
        result_screen().print(part)


def _tables(curve: "StaffingCurve") -> Iterator["RenderableType"]:
    yield _curve(curve)
    if curve.cheapest is None:
        yield f"no mix of these shifts makes {curve.level:.0%} of the visits"
        return
    yield f"the cheapest for {curve.level:.0%} (line {curve.cheapest + 1}):"
    for kind, count in curve.mixes[curve.cheapest].shifts.items():
        yield f"  {count} × {kind}"


def _curve(curve: "StaffingCurve") -> "Table":
    from visitplan.cli.tables import a_table  # noqa: PLC0415 - heavy

    first, last = curve.dates[0], curve.dates[-1]
    title = f"{first}" if first == last else f"{first} to {last}, {len(curve.dates)} days"
    head = (">", ">shifts", ">served", ">visits", ">labour", ">with penalties", "change")
    table = a_table(*head, title=title)
    for number, mix in enumerate(curve.mixes):
        style = "bold" if number == curve.cheapest else ""
        table.add_row(str(number + 1), *_cells(mix, curve.currency), style=style)
    return table


def _cells(mix: "Staffing", currency: str) -> tuple[str, ...]:
    from visitplan.render.branches_page import money  # noqa: PLC0415 - heavy

    return (
        str(mix.size),
        f"{mix.served:.1%}",
        str(mix.visits),
        money(mix.labour, currency),
        money(mix.cost, currency),
        mix.change or "as it is",
    )
