"""The files that a plan is published as."""

from visitplan.burden.planned import PlanOfDay
from visitplan.burden.story import burden_of
from visitplan.domain.travel import Travel
from visitplan.eligibility.at_the_door import door_of
from visitplan.planning.terms import PlannedDay
from visitplan.render.file_names import BURDEN
from visitplan.render.tongue import ENGLISH, Tongue


def rendered(planned: PlannedDay, travel: Travel, *, tongue: Tongue = ENGLISH) -> dict[str, bytes]:
    """Return the files that a plan is published as, by name; its sheets to print in a language."""
    from visitplan.render.burden_page import burden_page  # noqa: PLC0415 - slow to load, as
    from visitplan.render.files import day_files  # noqa: PLC0415 - folium is

    door = door_of(planned.day, planned.plan)
    files = day_files(planned.plan, planned.day, travel, door, tongue=tongue)
    burden = burden_of([PlanOfDay(planned.day, planned.plan)])
    return files | {BURDEN: burden_page(burden).encode()}
