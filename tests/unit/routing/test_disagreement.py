"""What search and model disagree about is an error of its own that carries what repeats it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from small_statements import HOUR, a_statement, visit_terms

from visitplan.errors import DisagreementError
from visitplan.routing.disagreement import Instance, RefusedError
from visitplan.routing.price import priced
from visitplan.routing.process import confirm_apart
from visitplan.routing.repeating import repeat
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.ruin_and_recreate import timed
from visitplan.routing.statement import Answer
from visitplan.routing.timetable import timetable

STATEMENT = a_statement([visit_terms(1, (9, 10)), visit_terms(2, (14, 15))])
EFFORT = Effort(seconds=1, work=1)
WORDS = {"format", "reason", "engine"}
"""What of an instance is text; the rest is numbers."""


def an_answer(*order: int) -> Answer:
    route = timetable(STATEMENT, 0, list(order))
    assert route
    return priced(STATEMENT, (route,))


def in_wrong_order() -> Answer:
    """Return an answer that visits in the afternoon what closes in the morning."""
    (route,) = an_answer(0, 1).routes
    wrong = route.model_copy(update={"visits": (1, 0)})
    return Answer(routes=(wrong,), objective=an_answer(0, 1).objective)


def wrongly_priced() -> Answer:
    return an_answer(0, 1).model_copy(update={"objective": an_answer(0, 1).objective - 1})


def test_an_answer_that_all_agree_about_is_returned_as_it_is() -> None:
    assert confirm_apart(STATEMENT, EFFORT, an_answer(0, 1)) == an_answer(0, 1)


@pytest.mark.parametrize(
    ("answer", "said"),
    [(in_wrong_order(), "outside of a visit's hours"), (wrongly_priced(), "price")],
    ids=["an order that comes too late", "a price one tick too low"],
)
def test_a_wrong_answer_is_a_disagreement_that_repeats(answer: Answer, said: str) -> None:
    with pytest.raises(DisagreementError, match=said) as raised:
        confirm_apart(STATEMENT, EFFORT, answer)
    instance = Instance.model_validate_json(raised.value.instance)

    assert (instance.statement, instance.effort, instance.answer) == (STATEMENT, EFFORT, answer)
    repeated = repeat(instance)
    assert repeated.refused == repeated.reason == str(raised.value)
    assert repeated.searched is None  # the search itself never said so
    assert not repeated.agreed


def test_a_route_of_the_kernel_that_has_no_timetable_is_a_disagreement_too() -> None:
    with pytest.raises(RefusedError, match="no timetable") as raised:
        timed(STATEMENT, {0: (1, 0)}, price=7)

    refused = raised.value.answer
    assert refused
    assert ([route.visits for route in refused.routes], refused.objective) == ([(1, 0)], 7)
    with pytest.raises(DisagreementError):
        confirm_apart(STATEMENT, EFFORT, refused)


def test_what_is_mended_is_agreed_upon_when_it_is_repeated() -> None:
    instance = Instance(reason="", statement=STATEMENT, effort=EFFORT, answer=an_answer(0, 1))
    assert repeat(instance).agreed


def test_an_instance_is_whole_numbers_but_for_our_own_words() -> None:
    late = an_answer(1).model_copy(update={"objective": 5 * HOUR})
    with pytest.raises(DisagreementError) as raised:
        confirm_apart(STATEMENT, EFFORT, late)
    texts = dict(_texts(json.loads(raised.value.instance)))

    assert texts.keys() <= WORDS
    assert texts["engine"] == "own"


def _texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _texts(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, name)
    elif isinstance(value, str):
        yield name, value
