"""``visitplan cost``: what routes made by hand cost, and what they break."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from visitplan.cli.asked import AsJson, DayFolder, beside
from visitplan.cli.screen import print_json, result_screen

if TYPE_CHECKING:
    from visitplan.app.cost import Priced

PUBLISHED = Path("maps")


def cost(
    folder: DayFolder,
    routes: Annotated[
        Path, typer.Argument(metavar="routes.csv", help="Routes in the form of baseline.csv.")
    ],
    plan_file: Annotated[
        Path | None,
        typer.Option(
            "--plan",
            metavar="plan.json",
            help="The plan to compare with; otherwise the day's plan under maps/, if it is there.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Price and check routes made by hand, and say what the plan saves.

    Example: [bold]visitplan cost examples/helsinki baseline.csv[/bold]
    """
    from visitplan.app.cost import Comparison  # noqa: PLC0415 - heavy
    from visitplan.app.cost import cost as price_routes  # noqa: PLC0415
    from visitplan.cli.surroundings import surroundings  # noqa: PLC0415

    comparison = Comparison(plan_file=plan_file, published=PUBLISHED)
    priced = price_routes(folder, beside(folder, routes), surroundings(), comparison)
    if as_json:
        print_json(_plain(priced))
    else:
        _print(priced)


def _print(priced: "Priced") -> None:
    from visitplan.cli.costs import cost_table, saving_table  # noqa: PLC0415
    from visitplan.cli.findings import print_findings  # noqa: PLC0415
    from visitplan.cli.summary import counts, heading, routes_table  # noqa: PLC0415
    from visitplan.cli.violations import violations_table  # noqa: PLC0415
    from visitplan.render.wording import wording_of  # noqa: PLC0415

    plan, wording, screen = priced.plan, wording_of(priced.plan), result_screen()
    print_findings(plan.findings)
    screen.print(heading(priced.day, plan.manifest.travel))
    screen.print(routes_table(plan, wording))
    screen.print(counts(plan))
    if priced.violations:
        screen.print(violations_table(priced.violations))
    screen.print(f"{len(priced.violations)} violations on the hand-made routes")
    if priced.compared:
        screen.print(saving_table(plan.cost, priced.compared, wording, title="by hand"))
    else:
        screen.print(cost_table(plan.cost, wording, title="by hand"))


def _plain(priced: "Priced") -> dict[str, object]:
    from visitplan.cli.costs import terms  # noqa: PLC0415
    from visitplan.cli.plain import plain, plain_comparison, plain_plan  # noqa: PLC0415

    return (
        plain_plan(priced.plan)
        | {
            "violations": plain(priced.violations),
            "plan": terms(priced.compared) if priced.compared else None,
        }
        | plain_comparison(priced.plan.cost, priced.compared)
    )
