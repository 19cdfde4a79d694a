"""The day as the events leave it: what is withdrawn may not be visited, what is urgent must be."""

from collections.abc import Sequence

from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.event import Event


def amended(day: Day, events: Sequence[Event]) -> Day:
    """Return the day with withdrawn cases withdrawn and urgent ones a must.

    A case that is both stays withdrawn: who said no is not visited because somebody is in haste.
    """
    withdrawn = {event.case_id for event in events if event.kind == "withdrawn"}
    urgent = {event.case_id for event in events if event.kind == "urgent"}

    def told(case: Case) -> Case:
        changes = {"status": "withdrawn"} if case.id in withdrawn else {}
        changes |= {"priority": "must"} if case.id in urgent else {}
        return case.model_copy(update=changes) if changes else case

    return day.model_copy(update={"cases": tuple(map(told, day.cases))})
