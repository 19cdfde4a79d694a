"""What a planning job asks for, and how far it is: what stands in the queue's rows."""

from collections.abc import Mapping

from pydantic import Field

from visitplan.domain.value import Value
from visitplan.routing.choice import Mode

AN_HOUR = 3600


class RestWanted(Value):
    """A day under way whose rest is planned anew.

    ``plan_id`` is the plan that counts, ``at`` the time from which on, as typed (``13:40``),
    ``stability`` what a change costs, in major units; None is the policy's.
    """

    plan_id: str
    at: str
    mode: Mode = "all"
    stability: str | None = None


class PlanningRequest(Value):
    """What a job asks for: its column ``request``.

    Parameters
    ----------
    seconds, work, seed
        Limits of the search; None leaves them to the day's settings.
    start
        The id of a plan to begin with, of this day or another.
    rest
        What of a day under way is planned anew; None plans the whole day.
    """

    seconds: float | None = Field(default=None, ge=0, le=AN_HOUR)
    work: int | None = Field(default=None, ge=0)
    seed: int | None = Field(default=None, ge=0, lt=2**31)
    start: str | None = None
    rest: RestWanted | None = None

    @property
    def limits(self) -> Mapping[str, int | float]:
        """The limits by their names in ``day.toml``."""
        wanted = {"seconds": self.seconds, "work": self.work, "seed": self.seed}
        return {f"limits.{name}": value for name, value in wanted.items() if value is not None}


class Progress(Value):
    """How far a job is: its column ``progress``; money in minor units, unassigned in visits."""

    seconds: int = 0
    cost: int | None = None
    unassigned: int | None = None
    currency: str | None = None
    news: str | None = None
