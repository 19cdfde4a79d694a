"""``visitplan compare``: the costs of what would be otherwise."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from visitplan.cli.asked import AsJson, DayFolder, beside
from visitplan.cli.screen import error_screen, print_json, result_screen

if TYPE_CHECKING:
    from visitplan.app.compare import ComparedScenarios

MOST_UNASKED = 40
A_DAY = 86_400.0


def compare(  # noqa: PLR0913, PLR0917 - each is an option of the command
    folder: DayFolder,
    scenarios: Annotated[
        Path, typer.Argument(metavar="scenarios.toml", help="What would be changed, by name.")
    ],
    out: Annotated[
        Path, typer.Option(metavar="DIR", help="Where the report goes, into a folder by date.")
    ] = Path("maps"),
    seeds: Annotated[
        int, typer.Option(min=1, max=20, help="How many chances each scenario is planned by.")
    ] = 3,
    seconds: Annotated[
        float,
        typer.Option(min=0.1, max=86_400, help="How long each scenario is searched, all seeds."),
    ] = 5.0,
    work: Annotated[
        int | None,
        typer.Option(min=1, help="How much is searched instead: equal work, equal figures."),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help=f"Do not ask before more than {MOST_UNASKED} scenarios.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Compare scenarios of a day: what each would cost, what it changes, and for whom.

    Each is planned with equal effort, verified, and held against the baseline; a difference that
    is no more than the search's own noise is said to be none. The report is an HTML page, a
    workbook and JSON. With --work the seconds end nothing.

    Example: [bold]visitplan compare examples/helsinki scenarios.toml[/bold]
    """
    from visitplan.app.compare import ComparisonTerms, compare_scenarios  # noqa: PLC0415 - heavy
    from visitplan.cli.scenario_progress import scenario_progress  # noqa: PLC0415
    from visitplan.cli.surroundings import surroundings  # noqa: PLC0415

    terms = ComparisonTerms(
        seeds=seeds,
        seconds=A_DAY if work else seconds,
        work=work,
        most=MOST_UNASKED,
        confirm=lambda number: yes or _agrees(number),
    )
    file = beside(folder, scenarios)
    with scenario_progress(quiet=as_json) as watch:
        told = compare_scenarios(folder, file, surroundings(), terms, out=out, watch=watch)
    if as_json:
        print_json(_plain(told))
    else:
        _print(told)


def _agrees(number: int) -> bool:
    """Ask, where there is somebody to ask."""
    if not sys.stdin.isatty():
        return False
    error_screen().print(f"These are {number} scenarios; plan them all?")
    return typer.confirm("Go on", default=False, err=True)


def _print(told: "ComparedScenarios") -> None:
    from visitplan.cli.comparison import comparison_tables  # noqa: PLC0415 - loads rich

    screen = result_screen()
    for part in comparison_tables(told.comparison):
        screen.print(part)
    screen.print(f"{told.folder / 'scenarios.html'}", soft_wrap=True)


def _plain(told: "ComparedScenarios") -> dict[str, object]:
    return told.comparison.model_dump(mode="json") | {"folder": str(told.folder)}
