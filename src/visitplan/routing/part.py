"""Parts of a statement that stand on their own: one shift with its visits, and what is left."""

from collections.abc import Sequence

from visitplan.routing.disagreement import RefusedError
from visitplan.routing.statement import ShiftTerms, Statement, VisitTerms
from visitplan.routing.table import Table


def part_of(statement: Statement, shift: int, visits: Sequence[int]) -> Statement:
    """Return the part in which ``visits`` are numbered in this order and the shift is 0.

    Hours that begin after the shift are left away. Raises RefusedError for a visit that has no
    others, which is on no route of this shift.
    """
    terms = statement.shifts[shift]
    places = [terms.start, *(statement.visits[visit].location for visit in visits)]
    if terms.end is not None:
        places.append(terms.end)
    locations = {place: number for number, place in enumerate(dict.fromkeys(places))}
    return Statement(
        visits=tuple(_visit(statement, shift, visits, visit, locations) for visit in visits),
        shifts=(_shift(terms, locations),),
        seconds=(statement.seconds[terms.profile].part(tuple(locations)),),
        metres=(statement.metres[terms.profile].part(tuple(locations)),),
    )


def part_left_out(statement: Statement, visits: Sequence[int]) -> Statement:
    """Return the part of visits that nobody serves: what is left of them is their penalty."""
    nowhere = {"location": 0, "arrivals": ((0, 0),), "shifts": (), "shift_prices": (), "after": ()}
    idle = statement.shifts[0].model_copy(
        update={"profile": 0, "start": 0, "end": None, "excludes": ()}
    )
    return Statement(
        visits=tuple(statement.visits[visit].model_copy(update=nowhere) for visit in visits),
        shifts=(idle,),
        seconds=(Table([[0]]),),
        metres=(Table([[0]]),),
    )


def _visit(
    statement: Statement, shift: int, visits: Sequence[int], number: int, locations: dict[int, int]
) -> VisitTerms:
    visit, closing = statement.visits[number], statement.shifts[shift].closing
    arrivals = tuple(span for span in visit.arrivals if span[0] <= closing)
    if not arrivals:
        raise RefusedError("the search's answer serves a visit after its shift")
    return visit.model_copy(
        update={
            "arrivals": arrivals,
            "location": locations[visit.location],
            "shifts": (0,) if shift in visit.shifts else (),
            "shift_prices": (visit.price_on(shift),),
            "after": tuple(visits.index(early) for early in visit.after if early in visits),
        }
    )


def _shift(terms: ShiftTerms, locations: dict[int, int]) -> ShiftTerms:
    end = None if terms.end is None else locations[terms.end]
    start = locations[terms.start]
    return terms.model_copy(update={"profile": 0, "start": start, "end": end, "excludes": ()})
