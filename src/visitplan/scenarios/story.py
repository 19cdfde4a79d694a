"""The story of a comparison, as a page: prepared, searched alike, completed, held side by side.

Pure, but for whom ``fan`` lets search: the days are handed in as they were read.
"""

from collections.abc import Mapping, Sequence

from visitplan.domain.comparison import Effort, Failed
from visitplan.domain.day import HandRoute
from visitplan.domain.scenario import Scenario
from visitplan.errors import TravelDataError
from visitplan.planning.completing import Found, complete, drafted
from visitplan.planning.ground import Ground, prepare
from visitplan.planning.manning import crews_in
from visitplan.planning.terms import PlannedDay
from visitplan.routing.process import Outcome
from visitplan.routing.search.limits import Effort as SearchEffort
from visitplan.routing.statement import Answer
from visitplan.scenarios.failing import failure, no_answer, no_travel
from visitplan.scenarios.fitting import routes_by_id
from visitplan.scenarios.kin import TODAY, kin_of
from visitplan.scenarios.question import Question, Told, Variant
from visitplan.scenarios.rounds import Ends, Fan, Field, Heard, begin_today, search_all
from visitplan.scenarios.telling import Ended, tell


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
    return tell(question, Ended(planned, ends.answers, failed), effort)


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
            failed.append(failure(each.scenario, [no_travel(str(error))]))
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
        failure(variants[name].scenario, [no_answer(why)]) for name, why in ends.failures.items()
    ]
