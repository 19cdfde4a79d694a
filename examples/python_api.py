"""The Python API on the example: plan a day, then ask what other priorities would change.

Run it anywhere after ``pip install visitplan``, from a checkout: ``python examples/python_api.py``.
"""

import tempfile
from pathlib import Path

import platformdirs

import visitplan

DAY = Path(__file__).parent / "helsinki"
SURROUNDINGS = visitplan.Surroundings(platformdirs.user_cache_path("visitplan"), notify=print)


def publish(out: Path) -> visitplan.Planned:
    """Plan the folder and write its maps; the same as ``visitplan plan``."""
    planned = visitplan.plan(DAY, SURROUNDINGS, out=out, overrides={"limits.work": 5})
    for route in planned.plan.routes:
        print(route.agent_id, route.leaves.time(), len(route.stops), "stops", route.cost.total)
    for left in planned.plan.unassigned:
        print(left.case_id, left.kind, left.reason)
    return planned


def what_if() -> visitplan.Plan:
    """Plan the day with every case of low priority raised to normal; write nothing."""
    opened = visitplan.open_day(DAY, SURROUNDINGS, {"limits.work": 5})
    day = opened.reading.day
    cases = tuple(
        case.model_copy(update={"priority": "normal"}) if case.priority == "low" else case
        for case in day.cases
    )
    changed = day.model_copy(update={"cases": cases})
    return visitplan.plan_day(changed, opened.travel, provenance=opened.provenance).plan


def main() -> None:
    """Plan, verify, and compare."""
    with tempfile.TemporaryDirectory() as out:
        planned = publish(Path(out))
        verified = visitplan.verify(DAY, planned.folder / "plan.json", SURROUNDINGS)
        print(len(verified.violations), "violations")
    raised = what_if()
    print(len(planned.plan.unassigned), "unassigned;", len(raised.unassigned), "with all at normal")


if __name__ == "__main__":
    try:
        main()
    except visitplan.InputError as error:
        for finding in error.findings:
            print(finding)
