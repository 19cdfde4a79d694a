"""What one's own days have shown: figures about hours and places, never about anybody."""

from typing import Annotated

from pydantic import Field

from visitplan.domain.place import PlaceKind
from visitplan.domain.uncertainty import Chance, Uncertainty
from visitplan.domain.value import Value, Weekday

Count = Annotated[int, Field(ge=0)]
Factor = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class HourLearned(Value):
    """How often somebody opened in an hour of a weekday, at one kind of place (None: any)."""

    kind: PlaceKind | None
    weekday: Weekday
    hour: Annotated[int, Field(ge=0, le=23)]
    knocks: Count
    opened: Count
    chance: Chance


class Learned(Value):
    """What was learned, of how much.

    ``hours`` are those with enough knocks; ``knocks``, ``legs`` and ``days`` count what was
    looked at. Ways take ``travel_factor`` times what was planned, stays with somebody at home
    ``service_factor`` times: as figures for ``streets.calibration`` and ``visits.service``, since
    the factors of ``uncertainty`` have the mean 1.
    """

    uncertainty: Uncertainty
    hours: tuple[HourLearned, ...] = ()
    knocks: Count = 0
    legs: Count = 0
    days: Count = 0
    travel_factor: Factor = 1.0
    service_factor: Factor = 1.0
