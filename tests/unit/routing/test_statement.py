"""Whatever would abort or mislead a solver is refused at birth."""

from typing import Any

import pytest
from pydantic import ValidationError
from small_statements import HOUR, a_statement, break_terms, pay_terms, shift_terms, visit_terms

from visitplan.routing.child import Errand
from visitplan.routing.search.limits import Effort
from visitplan.routing.statement import Statement

SOUND = a_statement([visit_terms(1), visit_terms(2)])

HOSTILE: dict[str, dict[str, Any]] = {
    "ragged travel times": {"seconds": (((0, 1), (1,)),), "metres": (((0, 1), (1, 0)),)},
    "fewer distances than times": {"metres": ()},
    "tables of two sizes": {"seconds": (((0,),),)},
    "negative travel times": {"seconds": (((0, -2, 0, 0), *((0,) * 4,) * 3),)},
    "a place that is not there": {"visits": (visit_terms(9),)},
    "a place before the first": {"visits": (visit_terms(-1),)},
    "a shift that is not there": {"visits": (visit_terms(1, shifts=(1,)),)},
    "prices of more shifts than there are": {"visits": (visit_terms(1, shift_prices=(7, 7)),)},
    "a price below nothing": {"visits": (visit_terms(1, shift_prices=(-1,)),)},
    "no hours": {"visits": (visit_terms(1, arrivals=()),)},
    "hours that close before they open": {"visits": (visit_terms(1, (12, 11)),)},
    "hours that overlap": {"visits": (visit_terms(1, (9, 11), (10, 12)),)},
    "hours before midnight": {"visits": (visit_terms(1, (-1, 12)),)},
    "a negative stay": {"visits": (visit_terms(1, service=-1),)},
    "a negative setup": {"visits": (visit_terms(1, setup=-1),)},
    "a negative penalty": {"visits": (visit_terms(1, penalty=-1),)},
    "a follower of nobody": {"visits": (visit_terms(1, after=(3,)),)},
    "a shift that closes before it opens": {"shifts": (shift_terms(closing=7 * HOUR),)},
    "a shift from nowhere": {"shifts": (shift_terms(start=4),)},
    "a shift to nowhere": {"shifts": (shift_terms(end=4),)},
    "a profile that is not there": {"shifts": (shift_terms(profile=1),)},
    "a break longer than its window": {"shifts": (shift_terms(break_terms(12, 12.5, 40)),)},
    "a break of negative length": {"shifts": (shift_terms(break_terms(12, 13, -5)),)},
    "a negative wage": {"shifts": (shift_terms(pay=pay_terms(per_second=-1)),)},
    "a negative fixed cost": {"shifts": (shift_terms(pay=pay_terms(fixed=-1)),)},
    "a negative premium": {"shifts": (shift_terms(pay=pay_terms(tiers=((0, -1),))),)},
    "a negative maximum": {"shifts": (shift_terms(maximum=-1),)},
}


@pytest.mark.parametrize("changes", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_statement_is_refused_before_any_solver(changes: dict[str, Any]) -> None:
    fields = {"visits": SOUND.visits, "shifts": SOUND.shifts}
    fields |= {"seconds": SOUND.seconds, "metres": SOUND.metres}

    with pytest.raises(ValidationError):
        Statement(**fields | changes)


def test_a_sound_statement_goes_to_the_child_and_back_unchanged() -> None:
    errand = Errand(statement=SOUND, effort=Effort(seconds=1))

    assert Errand.model_validate_json(errand.model_dump_json()) == errand


def test_the_horizon_is_the_last_second_of_any_shift() -> None:
    shifts = [shift_terms(closing=12 * HOUR), shift_terms(closing=19 * HOUR)]

    assert a_statement([], shifts).horizon == 19 * HOUR
    assert Statement(visits=(), shifts=(), seconds=(), metres=()).horizon == 0


def test_a_copy_with_other_visits_has_their_orders() -> None:
    plain = a_statement([visit_terms(1), visit_terms(2)])
    assert plain.pinned_orders == ()

    ordered = plain.model_copy(update={"visits": (visit_terms(1), visit_terms(2, after=(0,)))})
    assert ordered.pinned_orders == ((0, 1),)
