"""``visitplan explain``: why a case is not visited, and what would admit it."""

from typing import TYPE_CHECKING, Annotated

import typer

from visitplan.cli.asked import AsJson, DayFolder, EventsFile, PlanFile, beside
from visitplan.cli.screen import print_json, result_screen

if TYPE_CHECKING:
    from visitplan.app.explain import Explained


def explain(
    folder: DayFolder,
    plan_file: PlanFile,
    case: Annotated[
        str | None, typer.Argument(metavar="CASE", help="One case; otherwise all not visited.")
    ] = None,
    events: EventsFile = None,
    as_json: AsJson = False,
) -> None:
    """Say why each case that is in no route is in none, or all there is to tell of one case.

    Each change that is said to admit a visit was planned from this plan, and verified.

    Example: [bold]visitplan explain examples/helsinki maps/2026-11-24/plan.json C004[/bold]
    """
    from visitplan.app.explain import explain as explain_plan  # noqa: PLC0415 - heavy
    from visitplan.cli.surroundings import surroundings  # noqa: PLC0415

    told = beside(folder, events) if events else None
    plan = beside(folder, plan_file)
    explained = explain_plan(folder, plan, surroundings(), case_id=case, events=told)
    if case is not None:
        _explain_one(explained, case, as_json=as_json)
    elif as_json:
        print_json(_plain(explained))
    else:
        _print(explained)


def _print(explained: "Explained") -> None:
    from visitplan.cli.left_out import (  # noqa: PLC0415
        barred_table,
        ineligible_table,
        unassigned_table,
    )
    from visitplan.cli.reasons import remedies_table  # noqa: PLC0415
    from visitplan.cli.summary import counts  # noqa: PLC0415
    from visitplan.render.wording import wording_of  # noqa: PLC0415

    plan, screen = explained.plan, result_screen()
    if plan.unassigned:
        screen.print(unassigned_table(plan.unassigned, wording_of(plan)))
    if plan.ineligible:
        screen.print(ineligible_table(plan.ineligible))
    if plan.barred:
        screen.print(barred_table(plan.barred))
    remedies = remedies_table(explained.told, wording_of(plan))
    if remedies:
        screen.print(remedies)
    screen.print(counts(plan))


def _plain(explained: "Explained") -> dict[str, object]:
    from visitplan.cli.plain import plain  # noqa: PLC0415

    plan = explained.plan
    return {
        "unassigned": plain(plan.unassigned),
        "ineligible": plain(plan.ineligible),
        "barred": plain(plan.barred),
        "told": plain(explained.told),
    }


def _explain_one(explained: "Explained", case_id: str, *, as_json: bool) -> None:
    from visitplan.cli.fate import fate_of  # noqa: PLC0415
    from visitplan.cli.plain import plain  # noqa: PLC0415
    from visitplan.cli.reasons import lines_of  # noqa: PLC0415
    from visitplan.render.wording import wording_of  # noqa: PLC0415

    fate = fate_of(explained.plan, case_id)
    if as_json:
        told = next(iter(plain(explained.told)), None)
        print_json({"case_id": case_id, **fate.plain, "told": told})
        return
    wording = wording_of(explained.plan)
    for line in (
        *fate.lines,
        *(line for told in explained.told for line in lines_of(told, wording)),
    ):
        result_screen().print(line, markup=False)
