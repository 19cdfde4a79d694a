"""The smallest change that admits a visit: proposed in numbers, tried, and told only if it does."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from visitplan.domain.day import Day
from visitplan.explanation.proposal import Proposal
from visitplan.explanation.told import AT_MOST_ASKED_FIRST, Remedy
from visitplan.reasons.bench import Bench
from visitplan.reasons.company import together, with_more_people
from visitplan.reasons.dates import other_days
from visitplan.reasons.freedom import freely, pins
from visitplan.reasons.hours import hours
from visitplan.reasons.people import people
from visitplan.reasons.question import Question
from visitplan.reasons.several import several
from visitplan.reasons.staff import another_shift, room, room_under_caps
from visitplan.reasons.trial import tried
from visitplan.reasons.worth import priorities

KINDS: tuple[Callable[[Question], Iterator[Proposal]], ...] = (
    people,
    together,
    room,
    room_under_caps,
    pins,
    priorities,
    another_shift,
    with_more_people,
)
"""Kinds of single changes after the hours, in the order of ``told.ORDER``."""


class Admitted(NamedTuple):
    """A remedy, and the day as it would be."""

    remedy: Remedy
    day: Day


def remedies(bench: Bench, case_id: str, *, at_most: int) -> tuple[Admitted, ...]:
    """Return so many remedies of a visit at most, of different kinds, the smallest first.

    Each was tried: the changed day was planned from the present plan, and verified.
    """
    if case_id not in bench.numbers:
        return ()
    question = Question(bench, bench.day, bench.visits[case_id])
    found: list[Admitted] = []
    for kind in _kinds(question, found):
        found += filter(None, [first_admitted(bench, case_id, kind)])
        if len(found) >= at_most:
            break
    return tuple(found)


def _kinds(question: Question, found: Sequence[Admitted]) -> Iterator[Iterable[Proposal]]:
    """Yield what to try next; two changes at once only where no single one was found.

    Where a visit fits as everything is, nothing has to change.
    """
    yield freely(question)
    if found:
        return
    stretches = sorted(hours(question), key=lambda proposal: proposal.size)
    yield [each for each in stretches if each.size <= AT_MOST_ASKED_FIRST]
    for kind in KINDS:
        yield kind(question)
    if not found:
        yield several(question)
    yield other_days(question.bench, question.case_id)
    yield [each for each in stretches if each.size > AT_MOST_ASKED_FIRST]


def first_admitted(bench: Bench, case_id: str, proposals: Iterable[Proposal]) -> Admitted | None:
    """Return the first of these proposals that does admit the visit."""
    for proposal in proposals:
        remedy = tried(bench, proposal, case_id)
        if remedy:
            return Admitted(remedy, proposal.day)
    return None
