"""Who might go if nothing kept him: a skill, a credential, somebody's wish."""

from collections.abc import Iterator
from typing import NamedTuple

from visitplan.domain.day import Day
from visitplan.explanation.bars import WISHES, Bar, bars
from visitplan.explanation.proposal import MENDED, Proposal, faults_gone, unbarred
from visitplan.reasons.question import Question


class Barred(NamedTuple):
    """A shift whose crew is kept from the visit, and by what."""

    shift_id: str
    found: tuple[Bar, ...]

    @property
    def faults(self) -> tuple[int, int]:
        """What somebody wished counts before what an agent lacks: a card is easier renewed."""
        return sum(bar.rule in WISHES for bar in self.found), len(self.found)


def people(question: Question) -> Iterator[Proposal]:
    """Yield who might go if nothing kept him, the least faults first."""
    kept = barred(question)
    for faults in sorted({each.faults for each in kept}):
        alike = {each.shift_id: each for each in kept if each.faults == faults}
        visit = question.visit.model_copy(update={"allowed_shifts": tuple(sorted(alike))})
        place = question.place(question.bench.gaps(), visit)
        if place:
            chosen = alike[question.shift_id(place)]
            change, day = faults_gone(chosen.found), able(question, chosen.shift_id, question.day)
            yield Proposal("people", change, len(chosen.found), chosen.shift_id, day)


def barred(question: Question) -> list[Barred]:
    """Return the shifts of one agent whom nothing but what can be mended keeps from the visit."""
    bench, case_id = question.bench, question.case_id
    alone = [shift for shift in bench.left.shifts if len(shift.crew) == 1]
    found = (
        Barred(shift.id, bars(shift, bench.visits[case_id], bench.cases[case_id], bench.day))
        for shift in alone
    )
    return [each for each in found if each.found and {bar.rule for bar in each.found} <= MENDED]


def able(question: Question, shift_id: str, day: Day) -> Day:
    """Return a day on which, other than on the day given, a shift's agent may go."""
    agent = day.agent(question.bench.shifts[shift_id].agent_id)
    return unbarred(day, next(case for case in day.cases if case.id == question.case_id), agent)
