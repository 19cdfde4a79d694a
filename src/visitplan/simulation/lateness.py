"""Which stops are late more often than may be, and the slack that each of them lacks."""

from collections.abc import Mapping

import numpy as np

from visitplan.domain.value import Id
from visitplan.simulation.route import RouteRun


def slack_lacking(runs: Mapping[Id, RouteRun], risk: float) -> dict[Id, int]:
    """Return, for each case late on more than this share of the days, the seconds it needs.

    Planned to end so long before its hours close, its stay would end within them on all days but
    that share: a quantile of its delays, as they are in this plan.
    """
    late = (stop for run in runs.values() for stop in run.stops if np.mean(stop.is_late) > risk)
    return {stop.case_id: max(1, int(np.ceil(np.quantile(stop.delay, 1 - risk)))) for stop in late}
