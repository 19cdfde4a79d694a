"""How many shifts a day, or several, need for a service level."""

from collections.abc import Mapping
from pathlib import Path

from visitplan.app.disagreements import disagreements_kept
from visitplan.app.opening import days_from, open_day
from visitplan.app.surroundings import Surroundings
from visitplan.domain.staffing import Served, StaffingCurve
from visitplan.foresight.mix import Desk
from visitplan.foresight.staffing import staffing_curve
from visitplan.planning.terms import Headstart


def staff(
    folder: Path,
    surroundings: Surroundings,
    *,
    level: float,
    counting: Served = "all",
    more: int = 1,
    overrides: Mapping[str, object] | None = None,
) -> StaffingCurve:
    """Return the mixes of shifts around those of a day folder, each with its verified plans.

    How many days there are is a setting of the folder (``{"horizon.days": 5}`` overrides it).

    Raises what ``open_day`` and ``plan_day`` raise.
    """
    opened = open_day(folder, surroundings, overrides)
    ahead = Headstart(solvers=surroundings.solvers, solve=surroundings.solve)
    horizon, notify = opened.reading.horizon, surroundings.notify
    desk = Desk(opened.travel, opened.provenance, ahead, notify, counting, horizon)
    days = [reading.day for reading in days_from(opened, folder, overrides)]
    with disagreements_kept(surroundings.cache):
        return staffing_curve(days, desk, level=level, more=more)
