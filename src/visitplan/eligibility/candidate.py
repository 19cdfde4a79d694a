"""A case before the gate: what the rules hold against the policy, worked out once."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.policy import Policy
from visitplan.domain.terms import CapScope
from visitplan.domain.window import TimeWindow, intersect
from visitplan.eligibility.hours import (
    Hours,
    approved_hours,
    arrivals,
    bright_hours,
    permitted_hours,
    place_hours,
    wanted_hours,
    whole_day,
    whole_stays,
    without,
)
from visitplan.eligibility.ledger import Event, Ledger, PlannedCall
from visitplan.eligibility.working_days import WorkingDays


@dataclass(frozen=True)
class Circumstances:
    """A day with its ledger; what all of its cases ask for is worked out once."""

    day: Day
    ledger: Ledger
    permitted_by_zone: dict[str, Hours] = field(default_factory=dict)

    @cached_property
    def today(self) -> TimeWindow:
        """The planning day, by the clock of its branch."""
        return whole_day(self.day, self.day.time_zone)

    @cached_property
    def working(self) -> WorkingDays:
        """The working days around the planning day."""
        return WorkingDays(self.day.policy, self.day.date)

    def after(self, calls: Iterable[PlannedCall]) -> "Circumstances":
        """Return the circumstances once visits that are planned have been made."""
        return replace(self, ledger=self.ledger.with_planned(calls))

    def permitted(self, zone: ZoneInfo) -> Hours:
        """Return the policy's hours of the day in a zone."""
        if zone.key not in self.permitted_by_zone:
            self.permitted_by_zone[zone.key] = permitted_hours(self.day, zone)
        return self.permitted_by_zone[zone.key]


class Candidate:
    """A case under the circumstances of a day; every rule is asked about it.

    ``on`` is the planning day, ``zone`` that of the case's address.
    """

    def __init__(self, case: Case, circumstances: Circumstances) -> None:
        self.case = case
        self.circumstances = circumstances
        self.policy: Policy = circumstances.day.policy
        self.on: date = circumstances.day.date
        self.zone: ZoneInfo = case.time_zone or circumstances.day.time_zone
        self._past: dict[CapScope, list[Event]] = {}

    @property
    def day(self) -> Day:
        """The day that the case is asked about."""
        return self.circumstances.day

    @property
    def working(self) -> WorkingDays:
        """The working days around the planning day."""
        return self.circumstances.working

    def date_of(self, moment: datetime) -> date:
        """Return the day that a moment lies in at the address."""
        return moment.astimezone(self.zone).date()

    def past(self, scope: CapScope) -> list[Event]:
        """Return what happened over the case, its debtor or its address, up to the planning day.

        From the earliest to the latest; planned visits of the day itself stand last.
        """
        if scope not in self._past:
            events = self.circumstances.ledger.past(self.case, scope, self.zone)
            self._past[scope] = [event for event in events if event.on <= self.on]
        return self._past[scope]

    def forget_the_past(self) -> None:
        """Keep no longer what the ledger told; it is asked again when it is needed."""
        self._past.clear()

    @property
    def permitted(self) -> Hours:
        """The policy's hours at the address."""
        return self.circumstances.permitted(self.zone)

    @property
    def permitted_here(self) -> Hours:
        """What of the policy's hours is permitted at a place of the case's kind."""
        kind = self.case.place_kind
        if kind not in self.policy.place_hours:
            return self.permitted
        return intersect(self.permitted, place_hours(kind, self.day, self.zone))

    @cached_property
    def bright(self) -> Hours:
        """The daylight at the address, on which the policy may insist."""
        return bright_hours(self.case, self.day, self.zone)

    @cached_property
    def lawful(self) -> Hours:
        """The hours that bound the whole stay, whatever the customer's windows say."""
        hours = self.permitted_here
        if self.policy.daylight_only:
            hours = intersect(hours, self.bright)
        if self.case.barred:
            hours = without(hours, self.case.barred)
        return self._approved(hours)

    @cached_property
    def windows(self) -> Hours:
        """The hours left for the visit: for its whole stay, or for the arrival alone.

        With ``window_bounds = "whole"`` each window is at least as long as the stay. With
        ``"start"`` each holds the arrivals after which the stay still ends in lawful hours.
        """
        seconds = self.case.service_seconds
        if self.policy.window_bounds == "start":
            return arrivals(self.wanted, self.lawful, seconds)
        if self.case.windows:
            return whole_stays(self.wanted, self.lawful, seconds)
        return tuple(window for window in self.lawful if window.seconds >= seconds)

    @property
    def wanted(self) -> Hours:
        """The customer's hours, or the whole day of a customer who named none."""
        return wanted_hours(self.case, self.circumstances.today)

    def _approved(self, hours: Hours) -> Hours:
        """Return what of the hours the approval covers; mostly that is all of them."""
        since, until = self.case.approved_at, self.case.approved_until
        covers = (
            since is not None
            and (not hours or since.timestamp() <= hours[0].opening.timestamp())
            and (until is None or not hours or hours[-1].closing.timestamp() <= until.timestamp())
        )
        return hours if covers else intersect(hours, approved_hours(self.case, self._today))

    @property
    def _today(self) -> TimeWindow:
        return self.circumstances.today
