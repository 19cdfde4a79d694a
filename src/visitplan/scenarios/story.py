"""The story of a comparison, as a page: prepared, searched alike, completed, held side by side.

Pure, but for whom ``fan`` lets search: the days are handed in as they were read.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from visitplan.domain.comparison import Compared, Comparison, Effort, Failed
from visitplan.domain.day import Day, HandRoute
from visitplan.domain.finding import Finding
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT
from visitplan.domain.scenario import Scenario
from visitplan.domain.travel import Travel
from visitplan.errors import TravelDataError
from visitplan.intake.scenarios.grids import shown
from visitplan.planning.completing import Found, complete, drafted
from visitplan.planning.ground import Ground, prepare
from visitplan.planning.manning import crews_in
from visitplan.planning.terms import PlannedDay, Provenance
from visitplan.routing.process import Outcome
from visitplan.routing.search.limits import Effort as SearchEffort
from visitplan.routing.statement import Answer
from visitplan.scenarios.differences import difference, is_dominated
from visitplan.scenarios.figures import changes_between, figures_of
from visitplan.scenarios.fitting import routes_by_id
from visitplan.scenarios.kin import TODAY, kin_of
from visitplan.scenarios.marginals import marginals_of
from visitplan.scenarios.rounds import Ends, Fan, Field, Heard, begin_today, search_all
from visitplan.scenarios.utilisation import use_of


class Variant(NamedTuple):
    """A day as a scenario has it, its streets, and where both come from."""

    scenario: Scenario
    day: Day
    travel: Travel
    provenance: Provenance
    findings: tuple[Finding, ...] = ()


class ByHand(NamedTuple):
    """Hand-made routes as the baseline: priced, with the number of promises that they break."""

    planned: PlannedDay
    broken: int


class Told(NamedTuple):
    """A comparison, and the plans that it is of, by the names of its scenarios."""

    comparison: Comparison
    planned: Mapping[str, PlannedDay]


class Question(NamedTuple):
    """What is to be compared: today, its scenarios, those that could not even be read."""

    today: Variant
    variants: Sequence[Variant]
    failed: tuple[Failed, ...] = ()
    by_hand: ByHand | None = None


def compare_days(question: Question, effort: Effort, fan: Fan, heard: Heard) -> Told:
    """Plan every scenario with equal effort, and hold each against the baseline.

    Raises TravelDataError and NoPlanError where today itself cannot be planned, and
    DisagreementError where the verifier does not agree with a plan.
    """
    today = question.today
    worked = today.day.baseline
    grounds = {TODAY: prepare(today.day, today.travel, crews_in(worked, today.day))}
    heard("planning the day as it is")
    starts = begin_today(grounds[TODAY].stated, worked, effort, fan)
    common = _routes(grounds[TODAY], starts)
    prepared, unplanned = _prepared(question.variants, common)
    grounds |= prepared
    scenarios = [variant.scenario for variant in question.variants]
    field = Field(
        {name: ground.stated for name, ground in grounds.items()}, _kin(scenarios, grounds)
    )
    ends = search_all(field, starts, effort, fan, heard)
    variants = {TODAY: today} | {each.scenario.name: each for each in question.variants}
    planned = {
        name: _completed(variants[name], grounds[name], answers, effort)
        for name, answers in ends.answers.items()
    }
    failed = (*question.failed, *unplanned, *_lost(variants, ends))
    return _told(question, variants, _Planned(planned, grounds, ends), (effort, failed))


class _Planned(NamedTuple):
    days: Mapping[str, PlannedDay]
    grounds: Mapping[str, Ground]
    ends: Ends


def _routes(ground: Ground, starts: Mapping[int, Answer]) -> tuple[HandRoute, ...]:
    return tuple(r for answer in starts.values() for r in routes_by_id(ground.stated, answer))


def _prepared(
    variants: Sequence[Variant], common: tuple[HandRoute, ...]
) -> tuple[dict[str, Ground], list[Failed]]:
    """Return each scenario's ground, with the crews of today's plans; and where there is none."""
    grounds, failed = dict[str, Ground](), list[Failed]()
    for each in variants:
        kept = frozenset(crews_in(common, each.day))
        try:
            grounds[each.scenario.name] = prepare(each.day, each.travel, kept)
        except TravelDataError as error:
            failed.append(failure(each.scenario, [_no_travel(str(error))]))
    return grounds, failed


def _kin(
    scenarios: Sequence[Scenario], grounds: Mapping[str, Ground]
) -> dict[str, tuple[str, ...]]:
    return kin_of([each for each in scenarios if each.name in grounds])


def _completed(
    variant: Variant, ground: Ground, answers: Mapping[int, Answer], effort: Effort
) -> PlannedDay:
    seed, answer = min(answers.items(), key=lambda end: (end[1].objective, end[0]))
    draft = drafted(ground.day, ground.admission, variant.provenance, variant.travel)
    of_the_comparison = {"seed": seed, "seconds": effort.seconds, "work": effort.work, "islands": 1}
    manifest = draft.manifest.model_copy(update=of_the_comparison)
    searched = SearchEffort(seconds=effort.seconds, work=effort.work, seed=seed)
    found = Found(Outcome(answer, stopped_early=False), searched)
    return complete(ground, found, draft.model_copy(update={"manifest": manifest}))


def _lost(variants: Mapping[str, Variant], ends: Ends) -> list[Failed]:
    return [
        failure(variants[name].scenario, [_no_answer(why)]) for name, why in ends.failures.items()
    ]


def _told(
    question: Question,
    variants: Mapping[str, Variant],
    planned: _Planned,
    with_what: tuple[Effort, tuple[Failed, ...]],
) -> Told:
    effort, failed = with_what
    known = frozenset(planned.days[TODAY].plan.findings)
    rows = {
        name: _compared(variants[name], each, _totals(planned, name), known)
        for name, each in planned.days.items()
    }
    days = {rows[name].name: each for name, each in planned.days.items()}
    every = list(rows.values())
    if question.by_hand:
        every.insert(0, _by_hand(question.by_hand))
        days[every[0].name] = question.by_hand.planned
    baseline = every[0]
    before = days[baseline.name].plan
    beside = [
        one.model_copy(
            update={
                "difference": difference(one, baseline),
                "dominated": is_dominated(one, every),
                "changed": changes_between(before, days[one.name].plan),
            }
        )
        for one in every[1:]
    ]
    first = baseline.model_copy(update={"dominated": is_dominated(baseline, every)})
    comparison = Comparison(
        date=question.today.day.date,
        currency=question.today.day.currency,
        effort=effort,
        travel=question.today.travel.description,
        scenarios=(first, *beside),
        failed=failed,
        marginals=marginals_of(rows, [each.scenario for each in question.variants]),
    )
    return Told(comparison, days)


def _totals(planned: _Planned, name: str) -> tuple[int, ...]:
    """Return the costs seed by seed: the least as invoiced, the others by how much dearer."""
    answers = planned.ends.answers[name]
    least = min(answer.objective for answer in answers.values())
    total = planned.days[name].plan.cost.total
    beyond = ((answer.objective - least) / TICKS_PER_MINOR_UNIT for answer in answers.values())
    return tuple(total + round(each) for each in beyond)


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


def said(scenario: Scenario) -> dict[str, str]:
    """Return a scenario's changes as they are printed."""
    return {key: shown(value) for key, value in scenario.changes.items()}


def failure(scenario: Scenario, findings: Sequence[Finding]) -> Failed:
    """Return a scenario that cannot be planned."""
    return Failed(
        name=scenario.name,
        title=scenario.title,
        changes=said(scenario),
        findings=tuple(findings),
    )


def _no_travel(why: str) -> Finding:
    return _finding("VP-SC-020", why, "change places or streets of this scenario")


def _no_answer(why: str) -> Finding:
    return _finding("VP-SC-021", f"no plan: {why}", "run it again, or with more seconds")


def _finding(code: str, problem: str, remedy: str) -> Finding:
    return Finding(
        severity="error", code=code, file="scenarios.toml", problem=problem, remedy=remedy
    )
