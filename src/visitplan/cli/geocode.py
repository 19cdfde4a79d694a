"""``visitplan geocode``: where the addresses of a day are, and which are left to choose."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from visitplan.cli.asked import AsJson, DayFolder
from visitplan.cli.screen import error_screen, is_watched, print_json, result_screen

if TYPE_CHECKING:
    from rich.table import Table

    from visitplan.app.geocode import Geocoded, Looked
    from visitplan.cli.stopping import Stops


def geocode(context: typer.Context, folder: DayFolder, as_json: AsJson = False) -> None:
    """Find the addresses of a day: points set by hand, coordinates, kept answers, map, service.

    A service is asked only where [geocoding] in day.toml allows it, and gets nothing but the
    address. Addresses that are left open stand in places-open.csv: write yes into the column
    chosen, or fill in lat and lon, and rename the file to places.csv. Ctrl-C keeps what was found;
    the next run goes on from there.

    Example: [bold]visitplan geocode examples/helsinki[/bold]
    """
    from visitplan.app.geocode import geocode as find_addresses  # noqa: PLC0415 - heavy
    from visitplan.cli.surroundings import surroundings  # noqa: PLC0415

    with _counting(quiet=as_json) as watch:
        geocoded = find_addresses(folder, surroundings(), watch=watch)
    if as_json:
        print_json(_plain(geocoded))
    else:
        _print(geocoded)
    if geocoded.missing:
        stops: Stops = context.obj
        raise typer.Exit(stops.exit_code)


@contextmanager
def _counting(*, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """Show how far it is on a terminal, and nothing elsewhere."""
    if quiet or not is_watched():
        yield lambda *_: None
        return
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=error_screen(), transient=True) as bar:
        line = bar.add_task("addresses")
        yield lambda done, total: bar.update(line, completed=done, total=total)


def _print(geocoded: "Geocoded") -> None:
    from visitplan.cli.findings import print_findings  # noqa: PLC0415

    print_findings(geocoded.findings)
    screen = result_screen()
    if geocoded.doubtful:
        screen.print(_doubtful_table(geocoded.doubtful))
    if geocoded.open:
        screen.print(_open_table(geocoded.open))
    screen.print(_counts(geocoded))
    if geocoded.file:
        screen.print(
            f"{geocoded.file}: choose there (chosen = yes) or fill in lat and lon, then rename it"
            " to places.csv",
            soft_wrap=True,
        )
    if geocoded.missing:
        screen.print(f"Stopped: {geocoded.missing} were not looked for; run it again to go on.")


def _doubtful_table(looked: "tuple[Looked, ...]") -> "Table":
    from visitplan.cli.tables import a_table  # noqa: PLC0415

    table = a_table("whose", "address", "taken for", "why to look", "source", title="Look at these")
    for record, owners in looked:
        spelling = "" if record.as_written else "spelt otherwise"
        number = "the number is between others" if record.precision == "interpolated" else ""
        why = "; ".join(filter(None, (spelling, number)))
        table.add_row(", ".join(owners), record.query, record.label or "", why, record.source)
    return table


def _open_table(looked: "tuple[Looked, ...]") -> "Table":
    from visitplan.cli.tables import a_table  # noqa: PLC0415

    table = a_table(
        "whose", "address", "why it is open", "may be", "precision", "source", title="Open"
    )
    for record, owners in looked:
        first, *rest = record.candidates or (None,)
        found = (first.label, first.precision) if first else ("", "")
        table.add_row(", ".join(owners), record.query, record.reason, *found, record.source)
        for each in rest:
            table.add_row("", "", "", each.label, each.precision, record.source)
    return table


def _counts(geocoded: "Geocoded") -> str:
    found = ", ".join(f"{count} {source}" for source, count in geocoded.sources.items())
    kinds = ("ambiguous", "not_found", "error")
    left = [(kind, sum(e.record.status == kind for e in geocoded.open)) for kind in kinds]
    names = {"ambiguous": "to choose", "not_found": "not found", "error": "not answered"}
    open_ = ", ".join(f"{count} {names[kind]}" for kind, count in left if count)
    return f"{len(geocoded.looked)} places: {found or 'none'} known; {open_ or 'none'} open"


def _plain(geocoded: "Geocoded") -> dict[str, object]:
    from visitplan.app.geocode import plain_records  # noqa: PLC0415
    from visitplan.cli.plain import plain  # noqa: PLC0415

    return {
        "places": list(plain_records(geocoded.looked)),
        "known": dict(geocoded.sources),
        "open": len(geocoded.open),
        "missing": geocoded.missing,
        "file": str(geocoded.file) if geocoded.file else None,
        "findings": plain(geocoded.findings),
    }
