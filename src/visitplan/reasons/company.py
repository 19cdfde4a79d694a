"""Visits that ask for more than one person: who could go together, and with how many more."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from visitplan.crews.forming import form_crews
from visitplan.crews.joining import join
from visitplan.domain.agent import Shift
from visitplan.domain.day import Day
from visitplan.domain.value import Id
from visitplan.explanation.bars import Bar, bars
from visitplan.explanation.clock import span
from visitplan.explanation.proposal import MENDED, Proposal, faults_gone, unbarred
from visitplan.explanation.wording import listed
from visitplan.reasons.question import Question

TRIED = 6
"""How many of the nearest to a crew are tried."""


def together(question: Question) -> Iterator[Proposal]:
    """Yield the pairs, on no route, who might go together if nothing kept them, least first."""
    busy = {agent_id for route in question.bench.plan.routes for agent_id in route.crew}
    idle = [shift for shift in _alone(question) if shift.agent_id not in busy]
    pairs = [(p, f) for p in _pairs(question, idle) for f in [_faults_of_pair(question, p)] if f]
    for members, faults in sorted(pairs, key=_least_faults)[:TRIED]:
        day = _mended(question, members, question.day)
        crew = _formed(question, day, members)
        if crew:
            who = listed(crew.crew)
            change = f"{faults_gone(faults)}, and {who} went together"
            yield Proposal("people", change, len(faults), crew.id, _with_crew(day, crew))


def with_more_people(question: Question) -> Iterator[Proposal]:
    """Yield so many more people on duty as are lacking: beside somebody on duty, else all."""
    size = question.visit.crew.minimum
    if size < 2:
        return
    able = [(each, f) for each in _alone(question) for f in [_faults_alone(question, each)]]
    kept = sorted(
        ((shift, f) for shift, f in able if f is not None),
        key=lambda each: (len(each[1]), each[0].id),
    )
    for more in (size - 1, size):
        for shift, faults in kept[:TRIED]:
            yield from _more(question, shift, faults, more)


def _more(question: Question, shift: Shift, faults: Sequence[Bar], more: int) -> Iterator[Proposal]:
    whole, company = question.bench.shifts[shift.id], []
    day = _mended(question, [shift], question.day)
    for number in range(1, more + 1):
        day, another = _another(day, whole, f"more{number}")
        company.append(another)
    beside = more < question.visit.crew.minimum
    crew = _formed(question, day, [whole, *company] if beside else company)
    if crew:
        people = "one more person" if more == 1 else f"{more} more people"
        whom = f" to go with {shift.id}" if beside else f", like {shift.id}"
        change = f"{people} were on duty {span(whole.hours)}{whom}"
        gone = f" and {faults_gone(faults)}" if faults else ""
        yield Proposal("another_shift", change + gone, more, crew.id, _with_crew(day, crew))


def _formed(question: Question, day: Day, members: Sequence[Shift]) -> Shift | None:
    """Return the crew that is formed of just these people for just this case, if one is."""
    cases = tuple(case for case in day.cases if case.id == question.case_id)
    who = {shift.agent_id for shift in members}
    crews = form_crews(day.model_copy(update={"cases": cases}), members)
    return next((crew for crew in crews if set(crew.crew) == who), None)


def _pairs(question: Question, idle: Sequence[Shift]) -> Iterator[tuple[Shift, Shift]]:
    if question.visit.crew.minimum == 2:
        yield from (p for p in combinations(idle, 2) if p[0].agent_id != p[1].agent_id)


def _least_faults(pair: tuple[Sequence[Shift], Sequence[Bar]]) -> tuple[int, list[Id]]:
    return len(pair[1]), [shift.id for shift in pair[0]]


def _another(day: Day, shift: Shift, name: Id) -> tuple[Day, Shift]:
    agent = day.agent(shift.agent_id).model_copy(update={"id": name})
    own = shift.model_copy(update={"id": f"{name}/1", "agent_id": name})
    more = {"agents": (*day.agents, agent), "shifts": (*day.shifts, own)}
    return day.model_copy(update=more), own


def _with_crew(day: Day, crew: Shift) -> Day:
    others = tuple(shift for shift in day.shifts if shift.id != crew.id)
    return day.model_copy(update={"shifts": (*others, crew)})


def _mended(question: Question, members: Sequence[Shift], day: Day) -> Day:
    """Return the day on which nothing that can be mended keeps these people from the case."""
    for shift in members:
        case = next(case for case in day.cases if case.id == question.case_id)
        day = unbarred(day, case, day.agent(shift.agent_id))
    return day


def _alone(question: Question) -> list[Shift]:
    return [shift for shift in question.bench.left.shifts if not shift.joined]


def _faults_of_pair(question: Question, pair: Sequence[Shift]) -> tuple[Bar, ...] | None:
    """Return what keeps two people from the visit; None where not all of it can be mended."""
    crew = join(pair)
    found = () if crew is None else _bars(question, crew)
    return _mendable(bar for bar in found if bar.rule != "policy")


def _faults_alone(question: Question, shift: Shift) -> tuple[Bar, ...] | None:
    """Return what keeps one agent from the visit beside being too few."""
    return _mendable(bar for bar in _bars(question, shift) if bar.rule != "crew")


def _bars(question: Question, shift: Shift) -> tuple[Bar, ...]:
    bench, case_id = question.bench, question.case_id
    return bars(shift, bench.visits[case_id], bench.cases[case_id], bench.day)


def _mendable(found: Iterable[Bar]) -> tuple[Bar, ...] | None:
    told = tuple(found)
    return told if {bar.rule for bar in told} <= MENDED else None
