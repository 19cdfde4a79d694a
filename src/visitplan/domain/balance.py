"""What a day's work should look like beyond being cheap: preferences, each with a price."""

from visitplan.domain.value import Id, Money, Seconds, Value


class Balance(Value):
    """Preferences in money; each is off at its default of 0.

    ``fair_time_per_hour`` is charged for an agent's working time (from leaving to returning,
    unpaid breaks apart) beyond his fair share of the day: a fifth of it for each hour beyond 80 %
    of the share, two fifths beyond 90 %, and all of it beyond 120 %. So the sum over all agents
    is least when everybody works his share. ``other_agent_per_visit`` is charged for a visit by
    another agent than the one who called on the debtor last, if that agent is on duty and may go.
    ``crossing_per_visit`` is charged for a visit outside of the agent's area.
    """

    fair_time_per_hour: Money = 0
    other_agent_per_visit: Money = 0
    crossing_per_visit: Money = 0


FAIR_TIME_STEPS = (80, 90, 100, 110, 120)
"""Per cent of the fair share beyond which an hour costs one more fifth of the price."""


class Yardstick(Value):
    """What one shift's route is measured by, fixed before anything is searched.

    ``fair_seconds`` is the shift's share of the day's work, in proportion to its hours.
    ``area`` names the cases dealt to it, near each other; a case in no area may be visited by
    anybody for nothing.
    """

    shift_id: Id
    fair_seconds: Seconds = 0
    area: tuple[Id, ...] = ()
