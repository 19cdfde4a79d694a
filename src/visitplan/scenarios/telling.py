"""Plans told as a comparison: each beside the baseline, with what changes and for whom."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from visitplan.domain.comparison import Compared, Comparison, Effort, Failed
from visitplan.domain.finding import Finding
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT
from visitplan.planning.terms import PlannedDay
from visitplan.routing.statement import Answer
from visitplan.scenarios.differences import difference, is_dominated
from visitplan.scenarios.failing import said
from visitplan.scenarios.figures import changes_between, figures_of
from visitplan.scenarios.kin import TODAY
from visitplan.scenarios.marginals import marginals_of
from visitplan.scenarios.question import ByHand, Question, Told, Variant
from visitplan.scenarios.utilisation import use_of


class Ended(NamedTuple):
    """What became of the scenarios by name: plans, and the answers that they are of, by seed."""

    days: Mapping[str, PlannedDay]
    answers: Mapping[str, Mapping[int, Answer]]
    failed: tuple[Failed, ...]


def tell(question: Question, ended: Ended, effort: Effort) -> Told:
    """Return the comparison: the baseline first, then today where that is another, then the rest.

    A scenario is priced by its cheapest plan, whatever its seed.
    """
    rows = dict(_rows(question, ended))
    days = {rows[name].name: each for name, each in ended.days.items()}
    every = list(rows.values())
    if question.by_hand:
        every.insert(0, _by_hand(question.by_hand))
        days[every[0].name] = question.by_hand.planned
    comparison = Comparison(
        date=question.today.day.date,
        currency=question.today.day.currency,
        effort=effort,
        travel=question.today.travel.description,
        scenarios=_side_by_side(every, days),
        failed=ended.failed,
        marginals=marginals_of(rows, [each.scenario for each in question.variants]),
    )
    return Told(comparison, days)


def _rows(question: Question, ended: Ended) -> Iterator[tuple[str, Compared]]:
    variants = {TODAY: question.today} | {each.scenario.name: each for each in question.variants}
    known = frozenset(ended.days[TODAY].plan.findings)
    for name, planned in ended.days.items():
        totals = _totals(planned, ended.answers[name])
        yield name, _compared(variants[name], planned, totals, known)


def _side_by_side(
    every: Sequence[Compared], days: Mapping[str, PlannedDay]
) -> tuple[Compared, ...]:
    baseline, *others = every
    before = days[baseline.name].plan
    first = baseline.model_copy(update={"dominated": is_dominated(baseline, every)})
    beside = (
        one.model_copy(
            update={
                "difference": difference(one, baseline),
                "dominated": is_dominated(one, every),
                "changed": changes_between(before, days[one.name].plan),
            }
        )
        for one in others
    )
    return (first, *beside)


def _totals(planned: PlannedDay, answers: Mapping[int, Answer]) -> tuple[int, ...]:
    """Return the costs seed by seed: the least as invoiced, the others by how much dearer."""
    least = min(answer.objective for answer in answers.values())
    beyond = ((answer.objective - least) / TICKS_PER_MINOR_UNIT for answer in answers.values())
    return tuple(planned.plan.cost.total + round(each) for each in beyond)


def _compared(
    variant: Variant, planned: PlannedDay, totals: tuple[int, ...], known: frozenset[Finding]
) -> Compared:
    scenario = variant.scenario
    return Compared(
        name=scenario.name or "today",
        title=scenario.title,
        changes=said(scenario),
        figures=figures_of(planned.day, planned.plan),
        totals=totals,
        use=use_of(planned.day, planned.plan),
        findings=(*variant.findings, *(f for f in planned.plan.findings if f not in known)),
    )


def _by_hand(hand: ByHand) -> Compared:
    day, plan = hand.planned.day, hand.planned.plan
    return Compared(
        name="by hand",
        title="Routes by hand",
        figures=figures_of(day, plan),
        totals=(plan.cost.total,),
        broken=hand.broken,
        use=use_of(day, plan),
    )
