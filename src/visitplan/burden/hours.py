"""Visits at hours that many people keep for themselves."""

from collections.abc import Iterable, Iterator

from visitplan.burden.planned import Call
from visitplan.domain.burden import BurdenTerms, HourVisit


def early_and_late(calls: Iterable[Call], terms: BurdenTerms) -> Iterator[HourVisit]:
    """Yield the visits that begin before the early hour or end after the late one.

    On the hour itself a visit is neither. One that is both is told as both.
    """
    for call in calls:
        if call.arrival.time() < terms.early:
            yield _told(call, "early")
        if call.departure.time() > terms.late or call.departure.date() > call.arrival.date():
            yield _told(call, "late")


def _told(call: Call, kind: str) -> HourVisit:
    return HourVisit.model_validate(
        {
            "case_id": call.case.id,
            "kind": kind,
            "arrival": call.arrival,
            "departure": call.departure,
        }
    )
