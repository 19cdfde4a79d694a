"""Planned visits as the later days of a horizon see them: attempts, made as far as rules go."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from visitplan.domain.contact import Contact
from visitplan.domain.day import Day
from visitplan.domain.pin import Pin
from visitplan.domain.plan import Elsewhere, Plan


def visits_of(plan: Plan) -> tuple[Elsewhere, ...]:
    """Return when the cases of a plan are visited."""
    return tuple(
        Elsewhere(case_id=stop.case_id, date=plan.date, arrival=stop.arrival)
        for route in plan.routes
        for stop in route.stops
    )


def pinned_to(pin: Pin, zone: ZoneInfo) -> date | None:
    """Return the date of a pinned arrival; None where no time is pinned."""
    moment = pin.not_before or pin.not_after
    return moment.astimezone(zone).date() if moment else None


def spoken_of(day: Day, plan: Plan) -> Day:
    """Return the day as a plan speaks of it: of several planned at once, with its own cases."""
    return as_told(day, plan.elsewhere) if plan.manifest.days else day


def as_told(day: Day, elsewhere: Iterable[Elsewhere]) -> Day:
    """Return the day of which a plan speaks: without the cases of other days' plans.

    What is planned on an earlier day stands in the ledger, as an attempt that may have reached
    somebody; who went is left open. A pinned time binds on its own date alone.
    """
    told = {each.case_id: each for each in elsewhere}
    cases = {case.id: case for case in day.cases}
    earlier = [each for each in told.values() if each.arrival and each.date < day.date]
    return day.model_copy(
        update={
            "cases": tuple(case for case in day.cases if case.id not in told),
            "pins": tuple(
                pin
                for pin in day.pins
                if pin.case_id not in told and pinned_to(pin, day.time_zone) in (None, day.date)
            ),
            "contacts": day.contacts
            + tuple(
                Contact(
                    case_id=case.id,
                    at=each.arrival,
                    channel="visit",
                    reached=True,
                    debtor=case.debtor,
                    household=case.household_key,
                    place_kind=case.place_kind,
                )
                for each in sorted(earlier, key=lambda each: each.case_id)
                if (case := cases.get(each.case_id)) and each.arrival
            ),
        }
    )
