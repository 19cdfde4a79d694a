"""What a rule's no looks like, and who signs it."""

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from visitplan.domain.case import HOLDS
from visitplan.domain.policy import Policy
from visitplan.domain.rule import Rule
from visitplan.domain.visit import Refusal
from visitplan.eligibility.showing import shown


class Objection(NamedTuple):
    """Why a rule forbids, in plain words, without a name or an address.

    ``lawful_from`` is the first day from which it would not, None where that cannot be told.
    ``term`` is the part of the policy's field that forbids (a cap, a hold), None for all of it;
    ``field`` is that field where it is not simply that of the rule.
    """

    reason: str
    lawful_from: date | None = None
    term: object = None
    field: str | None = None


EVERY_HOLD = "visitplan's own rule: every hold stops a visit, whichever the packs name"

FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "visits_are_not_banned": ("ban",),
        "status_is_visitable": ("visitable_statuses",),
        "product_may_be_visited": ("products",),
        "debt_is_due_long_enough": ("minimum_days_past_due",),
        "customer_is_assessed": ("assessment_days",),
        "assessment_is_recent": ("assessment_days",),
        "approval_is_recent": ("approval_days",),
        "no_hold_is_on": ("hold_rules", "blocking_holds"),
        "notices_are_sent": ("notices",),
        "notices_are_unanswered": ("notices",),
        "notice_names_the_agent": ("notices",),
        "agent_change_is_told": ("agent_change_days",),
        "consent_is_given": ("consent",),
        "caps_leave_room": ("caps",),
        "gaps_have_passed": ("gaps",),
        "day_is_no_rest_day": ("rest_days",),
        "day_is_no_holiday": ("holidays", "holiday_calendars"),
        "day_has_permitted_hours": ("permitted_hours", "special_hours", "quiet_hours"),
        "day_has_daylight": ("daylight_only",),
        "place_may_be_visited": ("places",),
        "places_come_in_order": ("place_order",),
        "place_has_permitted_hours": ("place_hours",),
        "crew_is_small_enough": ("crew_maximum",),
        "hours_are_left_for_the_visit": ("permitted_hours",),
        "credentials_are_valid": ("required_credentials",),
        "trainings_are_fresh": ("trainings",),
    }
)
"""Of each rule of the gate the fields of the policy that it holds cases against."""


def refuse(rule: str, objection: Objection, policy: Policy) -> Refusal:
    """Return the refusal by one rule, signed with the pack and the source that its figure is of.

    Of several rules of packs one that names the objection's term signs, the one that says least
    besides; else the one that decided the figure; where none did, the policy.
    """
    return Signatures(policy).refuse(rule, objection)


class Signature(NamedTuple):
    """The pack, its version, and the source of the rule."""

    pack: str
    version: str
    source: str


class Signatures:
    """Who signs the refusals of one policy; each signature is looked up once."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._known: dict[tuple[tuple[str, ...], object], Signature] = {}

    def refuse(self, rule: str, objection: Objection) -> Refusal:
        """Return the refusal by one rule, signed."""
        fields = (objection.field,) if objection.field else FIELDS.get(rule, ())
        signature = self.of(fields, objection.term)
        return Refusal(
            rule=rule,
            reason=objection.reason,
            pack=signature.pack,
            version=signature.version,
            source=signature.source,
            lawful_from=objection.lawful_from,
        )

    def of(self, fields: tuple[str, ...], term: object) -> Signature:
        """Return who signs for a term of some fields of the policy (None: for all of them)."""
        # Terms are words, or parts of the policy, which lives as long as its signatures.
        key = (fields, term if isinstance(term, str) else id(term))
        if key not in self._known:
            self._known[key] = self._sign(fields, None if term is None else shown(term))
        return self._known[key]

    def _sign(self, fields: tuple[str, ...], term: str | None) -> Signature:
        origins = [each for name in fields for each in self._policy.rules_on(name)]
        if not origins:
            return Signature(self._policy.pack, self._policy.version, self._policy.source)
        # Who says least besides the term speaks of it most.
        speakers = [each for each in origins if term is not None and _speaks_of(each, term)]
        if not speakers and term in HOLDS:
            return Signature(self._policy.pack, self._policy.version, EVERY_HOLD)
        origin = min(speakers, key=lambda each: len(_parts(each)), default=origins[0])
        return Signature(origin.pack, origin.pack_version, f"{origin.source} (rule {origin.id})")


def _speaks_of(rule: Rule, term: str) -> bool:
    """Tell whether a figure names a term; a sentence may be parted by what parts terms."""
    return term in _parts(rule) or (" " in term and term in rule.figure)


def _parts(rule: Rule) -> frozenset[str]:
    """Return what a figure as shown is made of: its terms, and its single words."""
    return frozenset(rule.figure.split("; ")) | frozenset(re.findall(r"\w+", rule.figure))
