"""Which visits of the rest are lawful, what was made already considered."""

from visitplan.domain.visit import Admission
from visitplan.eligibility.gate import gate
from visitplan.eligibility.ledger import PlannedCall, ledger_of
from visitplan.underway.scene import Scene


def admitted_beside_the_made(scene: Scene) -> Admission:
    """Return what the gate lets in of the rest: visits already made count in caps and gaps."""
    day, cases = scene.day, {case.id: case for case in scene.day.cases}
    made = (stop for standing in scene.standings.values() for stop in standing.made)
    calls = (PlannedCall(cases[stop.case_id], stop.arrival) for stop in made)
    before = ledger_of(day.contacts, day.cases, day.time_zone)
    return gate(scene.rest, before.with_planned(calls))
