"""Hours made narrower for the search alone; the law's hours, and the verifier's, stay as wide."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from visitplan.domain.value import Id
from visitplan.domain.visit import Visit
from visitplan.domain.window import TimeWindow
from visitplan.planning.ground import Ground, shifts_on_duty
from visitplan.routing.stating import Stated, state_day
from visitplan.routing.wishes import wished, wishes_of


class Narrowing(NamedTuple):
    """By case, the seconds kept free before the hours close that are searched."""

    reserves: Mapping[Id, int] = {}

    def without(self, cases: set[Id]) -> "Narrowing":
        """Return the same, but for some cases."""
        return Narrowing({case: s for case, s in self.reserves.items() if case not in cases})


def narrowed(ground: Ground, narrowing: Narrowing) -> Ground:
    """Return the ground as the search shall see it.

    A case that would have no hours left on any shift keeps its own.
    """
    if not narrowing.reserves:
        return ground
    stated = _stated(ground, narrowing)
    beyond_hope = {visit.case_id for visit in stated.hopeless}
    lost = beyond_hope - {visit.case_id for visit in ground.stated.hopeless}
    if lost:
        stated = _stated(ground, narrowing.without(lost))
    return ground._replace(stated=_named_truly(stated, ground.admission.visits))


def _stated(ground: Ground, narrowing: Narrowing) -> Stated:
    day, admission = ground.day, ground.admission
    visits = [_narrower(visit, narrowing) for visit in admission.visits]
    stated = state_day(day, visits, shifts_on_duty(day, admission), ground.matrices)
    return wished(stated, wishes_of(day, admission.barred, ground.yardsticks))


def _named_truly(stated: Stated, visits: Sequence[Visit]) -> Stated:
    """Return the statement that stands for the visits as they are: what explains reads them."""
    true = {visit.case_id: visit for visit in visits}
    return stated._replace(
        visits=tuple(true[visit.case_id] for visit in stated.visits),
        hopeless=tuple(true[visit.case_id] for visit in stated.hopeless),
    )


def _narrower(visit: Visit, narrowing: Narrowing) -> Visit:
    reserve = narrowing.reserves.get(visit.case_id, 0)
    if not reserve:
        return visit
    permitted = visit.permitted
    if visit.bounds_start:
        permitted = _closing_earlier(permitted, reserve, visit)
    windows = _closing_earlier(visit.windows, reserve, visit)
    return visit.model_copy(update={"windows": windows, "permitted": permitted})


def _closing_earlier(
    windows: Sequence[TimeWindow], reserve: int, visit: Visit
) -> tuple[TimeWindow, ...]:
    """Return the hours that have room for the stay and the reserve.

    Where none have, those with the most room keep what there is: the stay begins as they open.
    """
    stay = visit.service_seconds
    wide = [window for window in windows if window.seconds >= stay + reserve]
    if not wide:
        longest = max(windows, key=lambda window: window.seconds)
        return (_closed_by(longest, min(reserve, max(0, longest.seconds - stay))),)
    return tuple(_closed_by(window, reserve) for window in wide)


def _closed_by(window: TimeWindow, seconds: int) -> TimeWindow:
    # As an instant: datetimes of one zone subtract by the clock on the wall.
    closing = datetime.fromtimestamp(window.closing.timestamp() - seconds, window.closing.tzinfo)
    return TimeWindow(opening=window.opening, closing=closing)
