"""How free a new plan is: everything, the order of each agent's visits, or only what is new."""

from collections.abc import Sequence

from visitplan.routing.remainder import beyond_all_gain, raised
from visitplan.routing.stability import Announcements
from visitplan.routing.statement import Statement

Orders = Sequence[tuple[int, ...]]
"""The visits of each shift in order, one tuple per shift."""


def agents_kept(statement: Statement, announced: Announcements) -> Statement:
    """Return the statement in which each announced visit stays with its agent.

    One whose agent is off duty, or may not go any more, is free.
    """
    visits = list(statement.visits)
    for number, was in announced.items():
        own = tuple(shift for shift in visits[number].shifts if shift in was.shifts)
        if own:
            visits[number] = visits[number].model_copy(update={"shifts": own})
    return statement.model_copy(update={"visits": tuple(visits)})


def orders_kept(statement: Statement, orders: Orders) -> Statement:
    """Return the statement in which what is on a route stays there, in this order.

    Nothing is worth leaving such a visit out, but a route on which it does not fit any more.
    """
    visits = list(statement.visits)
    kept: list[int] = []
    for shift, order in enumerate(orders):
        held = [number for number in order if shift in visits[number].shifts]
        for place, number in enumerate(held):
            after = tuple(sorted({*visits[number].after, *held[:place]}))
            update = {"shifts": (shift,), "after": after}
            visits[number] = visits[number].model_copy(update=update)
        kept += held
    ordered = statement.model_copy(update={"visits": tuple(visits)})
    return raised(ordered, dict.fromkeys(kept, beyond_all_gain(statement)))
