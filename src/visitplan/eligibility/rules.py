"""May we go? One rule is one function: it yields what it objects to, nothing where it allows.

``RULES`` is the whole law of the gate, in the order in which refusals are shown. Reasons are
plain words without names or addresses.
"""

from collections.abc import Callable, Iterator

from visitplan.domain.policy import Policy
from visitplan.eligibility.about_consent import consent_is_given
from visitplan.eligibility.about_crews import crew_is_small_enough
from visitplan.eligibility.about_holds import no_hold_is_on
from visitplan.eligibility.about_notices import (
    agent_change_is_told,
    notice_names_the_agent,
    notices_are_sent,
    notices_are_unanswered,
)
from visitplan.eligibility.about_repetition import caps_leave_room, gaps_have_passed
from visitplan.eligibility.about_the_case import (
    approval_has_begun,
    approval_has_not_expired,
    approval_is_named,
    approval_is_recent,
    assessment_is_recent,
    customer_is_assessed,
    debt_is_due_long_enough,
    jurisdiction_is_covered,
    product_may_be_visited,
    status_is_visitable,
    visits_are_not_banned,
)
from visitplan.eligibility.about_the_day import (
    day_has_daylight,
    day_has_permitted_hours,
    day_is_no_holiday,
    day_is_no_rest_day,
    hours_are_left_for_the_visit,
)
from visitplan.eligibility.about_the_place import (
    place_has_permitted_hours,
    place_is_known,
    place_may_be_visited,
    places_come_in_order,
)
from visitplan.eligibility.candidate import Candidate
from visitplan.eligibility.refusal import FIELDS, Objection

Rule = Callable[[Candidate], Iterator[Objection]]


REPETITION: tuple[Rule, ...] = (
    caps_leave_room,
    gaps_have_passed,
)
"""What visits of one day may break for each other."""

RULES: tuple[Rule, ...] = (
    visits_are_not_banned,
    jurisdiction_is_covered,
    status_is_visitable,
    product_may_be_visited,
    debt_is_due_long_enough,
    customer_is_assessed,
    assessment_is_recent,
    approval_is_named,
    approval_has_begun,
    approval_has_not_expired,
    approval_is_recent,
    no_hold_is_on,
    notices_are_sent,
    notices_are_unanswered,
    notice_names_the_agent,
    agent_change_is_told,
    consent_is_given,
    *REPETITION,
    crew_is_small_enough,
    day_is_no_rest_day,
    day_is_no_holiday,
    day_has_permitted_hours,
    day_has_daylight,
    place_is_known,
    place_may_be_visited,
    places_come_in_order,
    place_has_permitted_hours,
    hours_are_left_for_the_visit,
)


def rules_that_speak(policy: Policy) -> tuple[Rule, ...]:
    """Return the rules without those of which the policy asks nothing, in their order."""
    return tuple(rule for rule in RULES if not _is_silent(rule, policy))


def _is_silent(rule: Rule, policy: Policy) -> bool:
    """Tell whether all fields that a rule looks at are as empty as when nobody sets them."""
    fields = FIELDS.get(rule.__name__, ())
    return bool(fields) and all(_is_unset(name, policy) for name in fields)


def _is_unset(name: str, policy: Policy) -> bool:
    value: object = getattr(policy, name)
    unset = Policy.model_fields[name].get_default(call_default_factory=True)
    return not value and value == unset
