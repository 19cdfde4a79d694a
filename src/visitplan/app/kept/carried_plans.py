"""What agents carry of a plan: its ground is opened once, its day is read again when it changes."""

from collections import OrderedDict
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from visitplan.app.kept.day_at_hand import folder_of, read_inputs
from visitplan.app.kept.kept_days import files_of
from visitplan.app.opening import open_day
from visitplan.app.surroundings import Surroundings
from visitplan.crews.forming import form_again
from visitplan.domain.agent import Shift
from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.place import Place
from visitplan.domain.plan import Plan
from visitplan.domain.value import Id
from visitplan.eligibility.at_the_door import door_of
from visitplan.errors import InputError, TravelDataError
from visitplan.planning.manning import crews_of, manned
from visitplan.render.exports.plan_file import read_plan
from visitplan.render.way import Ways
from visitplan.storage import days, plans, tables
from visitplan.storage.plans import PlanHead
from visitplan.storage.tables import DayInputs

if TYPE_CHECKING:
    from visitplan.render.scenery import Scenery
    from visitplan.storage.database import Connection

Key = TypeVar("Key")
Value = TypeVar("Value")
MOST_PLANS = 32


class Ground(NamedTuple):
    """What a plan goes by, whatever happens to its day: places, crews and streets.

    ``places`` are those of the cases that only the streets could locate.
    """

    plan: Plan
    places: dict[Id, Place]
    ways: Ways
    description: str
    attribution: str | None = None


class Carried(NamedTuple):
    """A plan beside its day as it is now, and what is shown around it."""

    head: PlanHead
    plan: Plan
    day: Day
    scenery: "Scenery"


class CarriedPlans:
    """The plans that agents are under way by; shared by all requests."""

    def __init__(self, surroundings: Surroundings, most: int = MOST_PLANS) -> None:
        self._surroundings, self._most = surroundings, most
        self._grounds: OrderedDict[str, Ground] = OrderedDict()
        self._carried: OrderedDict[tuple[str, int], Carried] = OrderedDict()
        self._opening = Lock()

    def of_plan(self, connection: "Connection", plan_id: str) -> Carried | None:
        """Return a plan with its day as it is now; None where there is no such plan.

        A day that cannot be read just now is carried as it was last. Raises InputError where it
        never could.
        """
        head = plans.head(connection, plan_id)
        day = days.head(connection, head.day_id) if head else None
        if head is None or day is None:
            return None
        key = (head.sha256, day.version)
        with self._opening:
            carried = self._carried.get(key)
            if carried is None or carried.head.day_id != head.day_id:
                carried = self._read(connection, head)
                _keep(self._carried, key, carried, self._most)
        return carried._replace(head=head)

    def terms_of_plan(self, connection: "Connection", plan_id: str) -> Day | None:
        """Return a plan's day as it was read last, be it long ago: its rules, not its cases."""
        found = self._last_of(plan_id) or self.of_plan(connection, plan_id)
        return found.day if found else None

    def _last_of(self, plan_id: str) -> Carried | None:
        carried = reversed(tuple(self._carried.values()))
        return next((each for each in carried if each.head.id == plan_id), None)

    def _read(self, connection: "Connection", head: PlanHead) -> Carried:
        inputs = tables.load(connection, head.day_id)
        ground = self._ground(connection, head, inputs)
        try:
            day = _on_the_ground(read_inputs(inputs).day, ground)
        except InputError:
            before = self._last_of(head.id)
            if before is None:
                raise
            return before
        from visitplan.render.scenery import Scenery  # noqa: PLC0415 - slow to load
        from visitplan.render.vectors import DrawnStreets  # noqa: PLC0415 - as shapely is

        scenery = Scenery(
            ways=ground.ways,
            streets=DrawnStreets(()),
            description=ground.description,
            attribution=ground.attribution,
            door=door_of(day, ground.plan),
        )
        return Carried(head, ground.plan, day, scenery)

    def _ground(self, connection: "Connection", head: PlanHead, inputs: DayInputs) -> Ground:
        found = self._grounds.get(head.sha256)
        if found is None:
            plan = read_plan(plans.document(connection, head.id) or "")
            found = _opened(plan, inputs, self._surroundings)
            _keep(self._grounds, head.sha256, found, self._most)
        return found


def _opened(plan: Plan, inputs: DayInputs, surroundings: Surroundings) -> Ground:
    """Open the streets that a plan goes by; without them its legs are told by length alone."""
    from visitplan.render.files import ways_through  # noqa: PLC0415 - slow to load

    with suppress(TravelDataError, InputError), folder_of(files_of(inputs)) as folder:
        opened = open_day(folder, surroundings)
        day, _ = manned(opened.reading.day, opened.travel, crews_of(plan))
        return Ground(
            plan,
            {case.id: case.place for case in day.cases},
            ways_through(plan, day, opened.travel),
            opened.travel.description,
            opened.travel.attribution,
        )
    return Ground(plan, {}, {}, plan.manifest.travel)


def _on_the_ground(day: Day, ground: Ground) -> Day:
    cases = tuple(_located(case, ground.places.get(case.id)) for case in day.cases)
    return day.model_copy(update={"cases": cases, "shifts": _with_crews(day.shifts, ground.plan)})


def _located(case: Case, place: Place | None) -> Case:
    if case.place.point or place is None or place.address != case.place.address:
        return case
    return case.model_copy(update={"place": place})


def _with_crews(shifts: tuple[Shift, ...], plan: Plan) -> tuple[Shift, ...]:
    return (*shifts, *form_again(shifts, crews_of(plan)))


def _keep(kept: OrderedDict[Key, Value], key: Key, value: Value, most: int) -> None:
    kept[key] = value
    while len(kept) > most:
        kept.popitem(last=False)
