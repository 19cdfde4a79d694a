"""``visitplan explain``: why a case is not visited."""

from typing import TYPE_CHECKING, Annotated

import typer

from visitplan.cli.asked import AsJson, DayFolder, PlanFile, beside
from visitplan.cli.screen import print_json, result_screen

if TYPE_CHECKING:
    from visitplan.domain.plan import Plan


def explain(
    folder: DayFolder,
    plan_file: PlanFile,
    case: Annotated[
        str | None, typer.Argument(metavar="CASE", help="One case; otherwise all not visited.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say why each case that is in no route is in none, or what becomes of one case.

    Example: [bold]visitplan explain examples/helsinki maps/2026-11-24/plan.json C004[/bold]
    """
    from visitplan import app  # noqa: PLC0415 - heavy
    from visitplan.cli.surroundings import surroundings  # noqa: PLC0415

    plan = app.explain(folder, beside(folder, plan_file), surroundings())
    if case is not None:
        _explain_one(plan, case, as_json=as_json)
    elif as_json:
        print_json(_plain(plan))
    else:
        _print(plan)


def _print(plan: "Plan") -> None:
    from visitplan.cli.left_out import (  # noqa: PLC0415
        barred_table,
        ineligible_table,
        unassigned_table,
    )
    from visitplan.cli.summary import counts  # noqa: PLC0415
    from visitplan.render.wording import wording_of  # noqa: PLC0415

    screen = result_screen()
    if plan.unassigned:
        screen.print(unassigned_table(plan.unassigned, wording_of(plan)))
    if plan.ineligible:
        screen.print(ineligible_table(plan.ineligible))
    if plan.barred:
        screen.print(barred_table(plan.barred))
    screen.print(counts(plan))


def _plain(plan: "Plan") -> dict[str, object]:
    from visitplan.cli.plain import plain  # noqa: PLC0415

    return {
        "unassigned": plain(plan.unassigned),
        "ineligible": plain(plan.ineligible),
        "barred": plain(plan.barred),
    }


def _explain_one(plan: "Plan", case_id: str, *, as_json: bool) -> None:
    from visitplan.cli.fate import fate_of  # noqa: PLC0415

    fate = fate_of(plan, case_id)
    if as_json:
        print_json({"case_id": case_id, **fate.plain})
    else:
        for line in fate.lines:
            result_screen().print(line)
