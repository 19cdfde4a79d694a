"""The rules of the day: packs and a lender's own policy, merged into one value.

The gate and the verifier read only it. A field at its default says that no rule speaks of it
(Sundays and holds forbid even then); ``rules`` says for every other field which rule of which
pack set it.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from visitplan.domain.case import HOLDS, CaseStatus, Hold, Priority
from visitplan.domain.place import PlaceKind
from visitplan.domain.rule import PackName, Rule
from visitplan.domain.terms import (
    Access,
    Ban,
    Cap,
    ConsentDuty,
    Days,
    HoldRule,
    HolidayCalendar,
    MinimumGap,
    Payment,
    PlaceOrder,
    Recording,
    RequiredNotice,
    Retention,
    ThirdParty,
    Training,
)
from visitplan.domain.value import Money, Value, Weekday
from visitplan.domain.window import ClockSpan


class Penalties(Value):
    """Money lost by leaving a visit out, by priority class; never by the amount owed."""

    must: Money
    high: Money
    normal: Money
    low: Money

    def of(self, priority: Priority) -> int:
        """Return the penalty of one class."""
        penalty: int = getattr(self, priority)
        return penalty


class Policy(Value):
    """What is allowed, asked for and forbidden on the planning day.

    Clock times and days are those of the visit's address; days are counted as ``terms`` says.

    When
        ``permitted_hours`` bound the whole stay (arrival and departure) whatever
        ``window_bounds`` says; a weekday that is absent has none. ``quiet_hours`` are taken out
        of them. ``holidays`` are dates without visits: the expanded ``holiday_calendars`` and a
        lender's own dates; on a date of ``special_hours`` visits lie in those hours too, and at a
        kind of place of ``place_hours`` in those of the kind (on an absent weekday it has none).
        ``daylight_only`` keeps the whole stay between sunrise and sunset at the address, which
        nobody reckons nearer than to two minutes (where the sun does not rise there is none).
        ``customer_may_bar_hours`` is how many hours a week a customer may close to visits at
        least; what a customer bars is always kept, be it more, and by the whole stay.
        ``window_bounds`` says what a *customer's* window bounds: the ``whole`` stay or its
        ``start``.
    Whether
        ``ban`` forbids visits altogether (but for its exceptions), whatever else is satisfied.
        ``jurisdictions`` are those that the packs cover; a case that names another, be it a part
        or the whole of one of them, is refused (empty: not looked at). ``visitable_statuses``,
        ``products`` (None: any) and ``minimum_days_past_due`` say which cases; one that does not
        say its product, or how long it is due, fails where these are asked for.
        ``assessment_days`` is how old the assessment may be (None: none is asked for); it names
        who made it and when. ``approval_days`` is how long an approval is good at most. Both
        count from their own day, which is day 0: with 30, day 30 is lawful and day 31 is not.
        ``notices`` must all be satisfied, ``consent`` be given, ``caps`` and ``gaps`` all be
        kept. ``blocking_holds`` forbid, ``hold_rules`` say what else they mean; a hold that
        nobody could name is the hold ``unknown``, which no date ends (see ``holding``).
    Where
        ``places`` says which kinds may be visited; no rule speaks of a kind that is absent.
        A place that needs consent needs one in any form.
        ``place_order`` asks for one kind before another.
    Who
        Each agent of a crew has ``required_credentials`` and ``trainings``; a crew has from
        ``crew_minimum`` to ``crew_maximum`` people (None: no maximum). With ``shared_language``
        one of the crew speaks a language of the case, if the case names any. At least as many
        go as the case asks for; where that is more than ``crew_maximum``, nobody does.
        ``agent_change_days`` is how many days before the visit the customer hears of another
        agent than the one named to him (0: by the planning day; None: no such duty): whoever a
        contact of the case named last goes, and if another had been named before, the change
        was first told that long ago. Where nobody was ever named, nobody has changed.
    At the door and afterwards
        Only ``may_be_told`` may learn of the debt besides the debtor, only ``may_help_locate``
        be asked where he lives (None: no rule; empty: nobody). ``payment_at_door`` and
        ``recording`` say what may be done, ``recording_duty`` what must be; ``retention`` how
        long records are kept. ``conduct`` are sentences for the agent's page.
    What it costs
        ``penalties`` by priority; ``not_preferred`` is the price of sending an agent whom the
        case does not name among its preferred ones, ``stability`` that of each change of what
        was announced when a day is re-planned.
    Where it comes from
        ``pack``, ``version`` and ``source`` name the whole; ``packs`` what it was merged from;
        ``rules`` each figure's origin (see ``rules_on``).
    """

    pack: str
    version: str
    source: str
    permitted_hours: dict[Weekday, tuple[ClockSpan, ...]]
    rest_days: frozenset[Weekday] = frozenset({"sun"})
    holidays: frozenset[date] = frozenset()
    visitable_statuses: frozenset[CaseStatus] = frozenset({"approved"})
    blocking_holds: frozenset[Hold] = frozenset(HOLDS)
    required_credentials: frozenset[str] = frozenset()
    window_bounds: Literal["whole", "start"] = "whole"
    penalties: Penalties
    not_preferred: Money = 0
    stability: Money = 0
    customer_on_agent_page: Literal["hidden", "tap", "shown"] = "tap"

    packs: tuple[PackName, ...] = ()
    rules: tuple[Rule, ...] = ()
    jurisdictions: frozenset[str] = frozenset()
    quiet_hours: dict[Weekday, tuple[ClockSpan, ...]] = Field(default_factory=dict)
    holiday_calendars: tuple[HolidayCalendar, ...] = ()
    special_hours: dict[date, tuple[ClockSpan, ...]] = Field(default_factory=dict)
    place_hours: dict[PlaceKind, dict[Weekday, tuple[ClockSpan, ...]]] = Field(default_factory=dict)
    daylight_only: bool = False
    customer_may_bar_hours: Annotated[int, Field(ge=0, le=168)] = 0
    ban: Ban | None = None
    products: frozenset[str] | None = None
    minimum_days_past_due: Days = 0
    assessment_days: Days | None = None
    approval_days: Days | None = None
    notices: tuple[RequiredNotice, ...] = ()
    consent: ConsentDuty | None = None
    hold_rules: tuple[HoldRule, ...] = ()
    caps: tuple[Cap, ...] = ()
    gaps: tuple[MinimumGap, ...] = ()
    places: dict[PlaceKind, Access] = Field(default_factory=dict)
    place_order: tuple[PlaceOrder, ...] = ()
    crew_minimum: Annotated[int, Field(ge=1)] = 1
    crew_maximum: Annotated[int, Field(ge=1)] | None = None
    trainings: tuple[Training, ...] = ()
    shared_language: bool = False
    agent_change_days: Days | None = None
    may_be_told: frozenset[ThirdParty] | None = None
    may_help_locate: frozenset[ThirdParty] | None = None
    payment_at_door: Payment = "allowed"
    recording: Recording = "allowed"
    recording_duty: bool = False
    retention: tuple[Retention, ...] = ()
    conduct: tuple[str, ...] = ()

    def rules_on(self, field: str) -> tuple[Rule, ...]:
        """Return the rules that set a field, whichever decided it first; empty where none did.

        Several rules that each add something to a field (two caps, two hours that overlap only
        in part) all stand here; a rule that another one outdoes stands last.
        """
        return tuple(rule for rule in self.rules if rule.sets == field)
