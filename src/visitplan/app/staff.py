"""How many shifts a day needs for a service level."""

from collections.abc import Mapping
from pathlib import Path

from visitplan.app.disagreements import disagreements_kept
from visitplan.app.opening import open_day
from visitplan.app.surroundings import Surroundings
from visitplan.domain.staffing import Served, StaffingCurve
from visitplan.foresight.staffing import Desk, staffing_curve
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
    """Return the mixes of shifts around those of a day folder, each with its verified plan.

    Raises what ``open_day`` and ``plan_day`` raise.
    """
    opened = open_day(folder, surroundings, overrides)
    ahead = Headstart(solvers=surroundings.solvers, solve=surroundings.solve)
    desk = Desk(opened.travel, opened.provenance, ahead, surroundings.notify, counting)
    with disagreements_kept(surroundings.cache):
        return staffing_curve(opened.reading.day, desk, level=level, more=more)
