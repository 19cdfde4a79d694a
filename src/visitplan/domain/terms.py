"""The terms of a policy: the values that its fields are made of, one for each kind of rule.

Days are calendar days in the zone of the visit's address, unless ``working`` says otherwise:
working days are those from Monday to Friday that are neither rest days nor holidays of the same
policy. A moment belongs to the day it lies in there. What the ledger has after the planning day
never counts.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from visitplan.domain.case import ConsentForm, Hold
from visitplan.domain.contact import Channel
from visitplan.domain.place import PlaceKind
from visitplan.domain.value import Value

Days = Annotated[int, Field(ge=0)]

Access = Literal["allowed", "with_consent", "denied"]
"""Whether a kind of place may be visited; ``with_consent``: only with the customer's consent."""

Consequence = Literal["no_visit", "no_contact"]
"""How far a hold reaches: to visits, or to every channel."""

Payment = Literal["allowed", "with_receipt", "forbidden"]
"""What may be taken at the door: anything, only against a receipt, or nothing."""

Recording = Literal["allowed", "with_consent", "forbidden"]
"""Whether sound or pictures may be recorded at the door."""

ThirdParty = Literal[
    "guarantor", "co_debtor", "spouse", "household", "legal_adviser", "named_contact", "employer"
]
"""Somebody who is not the debtor; ``named_contact`` is whom the debtor named for that purpose."""

CapScope = Literal["debt", "debtor", "household"]
"""Over what is counted: one case, all cases of one person, all cases at one address."""

Counting = Literal["contacts", "attempts"]
"""What is counted: only contacts where somebody was reached, or every attempt."""

Calendar = Literal["day", "week", "month"]
"""A calendar day, a week from Monday to Sunday, a calendar month, in the zone of the address."""


class Ban(Value):
    """No visits at all, but for cases of these products; with none listed there is no exception."""

    except_products: frozenset[str] = frozenset()


class HolidayCalendar(Value):
    """The public holidays of a country, perhaps of one of its subdivisions, but for ``excluded``.

    Days on which a holiday is observed instead are holidays. Codes are those of the package
    ``holidays`` (ISO 3166: ``US`` and ``MA``).
    """

    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    subdivision: str | None = None
    excluded: frozenset[date] = frozenset()


class RequiredNotice(Value):
    """What must have been sent before a visit, for the case itself: another debt's do not count.

    At least ``number`` notices (contacts of the ledger with ``notice`` set) by any of ``channels``,
    each at least ``lead_days`` whole days before the planning day: sent on day d, a lead of 5
    allows day d + 5 and not d + 4; with ``working`` only working days after d count, the planning
    day among them. A later reminder takes nothing away.
    A notice older than ``expires_days`` calendar days before the planning day does not count
    (None: it never expires). With ``stops_if_answered`` an answer to any notice by these channels
    that has not expired, however late it was sent, forbids the visit: the customer has responded.
    With ``names_agent`` the last notice of those that count names one of those who go. With
    ``any_contact`` every contact or attempt counts, announced or not: attempts to reach the
    customer from afar.
    """

    channels: Annotated[frozenset[Channel], Field(min_length=1)]
    number: Annotated[int, Field(ge=1)] = 1
    lead_days: Days = 0
    working: bool = False
    expires_days: Days | None = None
    stops_if_answered: bool = True
    names_agent: bool = False
    any_contact: bool = False


class ConsentDuty(Value):
    """The customer has agreed to be visited, in this form or a stronger one.

    ``written`` is stronger than ``oral``. With ``each_visit`` the consent names the planning
    day; one that names another day is never good. A consent is good from the day it was given
    to the day of its ``until``, at most ``valid_days`` days after it was given (None: until
    withdrawn). The same holds, but for ``valid_days``, wherever else a consent is asked for.
    """

    form: ConsentForm
    each_visit: bool = False
    valid_days: Days | None = None


class HoldRule(Value):
    """What a hold means.

    Every hold listed in ``Policy.blocking_holds`` forbids the visit; so do those that have a rule
    here, and the hold ``unknown``, listed or not. ``no_contact`` also forbids any other channel.
    ``days`` is how long it lasts from its own first day, at least: a case may name a later end (one
    whose first day nobody knows does not end). None: until it is lifted, whatever end a case names.
    ``renewals`` is how often it may be renewed for as long again, ``lifted_by`` the roles that may
    lift it (None: no rule says; empty: nobody).
    """

    hold: Hold
    consequence: Consequence = "no_visit"
    days: Days | None = None
    renewals: Annotated[int, Field(ge=0)] = 0
    lifted_by: frozenset[str] | None = None


class Cap(Value):
    """At most ``maximum`` within a window, the planned visit included.

    Counted are contacts or attempts by any of ``channels`` over one debt, debtor or household.
    The planned visit is one of either, whoever opens, and so is every other visit planned that
    day over the same debtor or household, at one door too; a cap that does not count visits
    forbids none.
    A rolling window of ``days`` ends with the planning day and includes it: with 30, what
    happened on day d counts up to day d + 29. A ``calendar`` window is the day, week or month
    that the planning day lies in. Exactly one of the two is given. ``more_with`` is the form of
    consent that lifts the cap (None: nothing does): this or a stronger one, good on the
    planning day.

    Of several cases of one person or address only as many become visits as every cap and gap
    leaves: pinned ones first, then by priority, then by case id.
    """

    maximum: Annotated[int, Field(ge=0)]
    days: Annotated[int, Field(ge=1)] | None = None
    calendar: Calendar | None = None
    per: CapScope
    counts: Counting
    channels: Annotated[frozenset[Channel], Field(min_length=1)] = frozenset({"visit"})
    more_with: ConsentForm | None = None

    @model_validator(mode="after")
    def _has_one_window(self) -> Self:
        if (self.days is None) == (self.calendar is None):
            raise ValueError("a cap counts in rolling days or in a calendar window, not in both")
        return self


class MinimumGap(Value):
    """At least ``days`` calendar days between a counted event and the visit.

    After an event on day d the first lawful day is d + ``days``. Where visits are counted, two
    of one day, over the same debtor or household, are an event to each other.
    """

    days: Annotated[int, Field(ge=1)]
    per: CapScope
    counts: Counting
    channels: Annotated[frozenset[Channel], Field(min_length=1)] = frozenset({"visit"})


class PlaceOrder(Value):
    """A place of kind ``then`` only after ``attempts`` visits to ``first`` reached nobody.

    Counted are the visits to the debtor, over all debts, whose ``place_kind`` is known.
    """

    first: PlaceKind
    then: PlaceKind
    attempts: Annotated[int, Field(ge=1)] = 1


class Training(Value):
    """Whoever goes holds a credential of this kind.

    It is valid on the planning day, and ``valid_days`` is how old its first valid day may be
    then (None: as long as the certificate says); one without a first day is then of no use.
    """

    kind: Annotated[str, Field(min_length=1)]
    valid_days: Days | None = None


CASE_RECORDS = frozenset({"case_record", "collection_record", "contact_record"})
TRAIL_RECORDS = frozenset({"processing_record"})
"""The categories of records that the database keeps: cases with all that is theirs, the trail."""


class Retention(Value):
    """Records of a category are kept at least and at most so many days after their last entry."""

    category: Annotated[str, Field(min_length=1)]
    minimum_days: Days | None = None
    maximum_days: Days | None = None
