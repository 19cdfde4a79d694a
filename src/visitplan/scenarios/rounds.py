"""Searching all scenarios with equal effort, from a common start, so that freedom never costs.

Today is planned first; from that plan each scenario, today among them, is searched once, and
once more from the best plan that it or its kin has by then. At last whoever's plan is dearer than
a neighbour's would be with it takes that one over, until nobody gains: so a scenario that allows
all that another one allows is never the dearer of the two, seed by seed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from visitplan.domain.comparison import Effort as Asked
from visitplan.domain.day import HandRoute
from visitplan.errors import NoPlanError
from visitplan.executing.task import Result, Task, key_of
from visitplan.routing.beginning import orders_of
from visitplan.routing.here import asked, outcome_of
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.start import Orders
from visitplan.routing.statement import Answer
from visitplan.routing.stating import Stated
from visitplan.scenarios.fitting import fitted, routes_by_id
from visitplan.scenarios.kin import TODAY

Fan = Callable[[Iterable[Task]], Iterator[Result]]
Heard = Callable[[str], None]
ROUNDS = 2

Run = tuple[str, int]
"""A scenario's name, and a seed."""


class Field:
    """All scenarios as the search sees them, by name, today among them; and who is whose kin."""

    def __init__(self, stated: Mapping[str, Stated], kin: Mapping[str, tuple[str, ...]]) -> None:
        self.stated, self.kin = stated, kin
        self._tried: dict[tuple[str, Orders], Answer | None] = {}

    def tried(self, name: str, routes: tuple[HandRoute, ...]) -> Answer | None:
        """Return what routes of another scenario come to in this one, None if they do not fit."""
        stated = self.stated[name]
        orders = orders_of(stated, routes)
        if (name, orders) not in self._tried:
            self._tried[name, orders] = fitted(stated.statement, orders)
        return self._tried[name, orders]


class Ends(NamedTuple):
    """Each scenario's answers, seed by seed; and why there is none where there is none."""

    answers: dict[str, dict[int, Answer]]
    failures: dict[str, str]


def begin_today(
    stated: Stated, worked: tuple[HandRoute, ...], effort: Asked, fan: Fan
) -> dict[int, Answer]:
    """Return the common starts: today's plans, seed by seed.

    Raises NoPlanError where a search ends without an answer.
    """
    searches = {
        (TODAY, seed): _Search(stated, orders_of(stated, worked), _share(effort, seed, ROUNDS))
        for seed in effort.seeds
    }
    found, failures = _searched(searches, fan)
    if failures:
        raise NoPlanError(f"the day as it is could not be planned: {next(iter(failures.values()))}")
    return {seed: found[TODAY, seed] for seed in effort.seeds}


def search_all(
    field: Field, starts: Mapping[int, Answer], effort: Asked, fan: Fan, heard: Heard
) -> Ends:
    """Return the answers of all scenarios, none dearer than a neighbour's plan would be."""
    today = field.stated[TODAY]
    begun = {seed: routes_by_id(today, answer) for seed, answer in starts.items()}
    failures: dict[str, str] = {}
    first = {
        (name, seed): _Search(stated, orders_of(stated, routes), _share(effort, seed, ROUNDS))
        for name, stated in field.stated.items()
        for seed, routes in begun.items()
    }
    heard(f"searching {len(field.stated)} scenarios")
    found, lost = _searched(first, fan)
    failures |= lost
    heard("searching them again, from the best of their neighbours' plans")
    second = {
        run: _Search(field.stated[run[0]], _best_start(field, found, run), each.effort)
        for run, each in first.items()
        if run in found
    }
    again, lost = _searched(second, fan)
    failures |= lost
    found |= again
    heard("holding the plans against each other")
    failures |= _settle(field, found, fan)
    return Ends(_by_name(field, found, failures), failures)


class _Search(NamedTuple):
    stated: Stated
    start: Orders
    effort: Effort


def _share(effort: Asked, seed: int, rounds: int) -> Effort:
    """Return what one search of one seed may use."""
    parts = len(effort.seeds) * rounds
    work = None if effort.work is None else max(1, round(effort.work / parts))
    return Effort(seconds=effort.seconds / parts, work=work, seed=seed)


def _searched(
    searches: Mapping[Run, _Search], fan: Fan
) -> tuple[dict[Run, Answer], dict[str, str]]:
    """Return the answers, and by scenario why one is missing."""
    found, failures = dict[Run, Answer](), dict[str, str]()
    open_runs = dict[str, list[Run]]()
    tasks = list[Task]()
    for run, search in searches.items():
        if not search.stated.visits or not search.stated.shifts:
            found[run] = _nothing_to_decide(search.stated)
            continue
        payload = asked(
            search.stated.statement, search.effort.model_copy(update={"start": search.start})
        )
        key = key_of(errand=payload)
        if key not in open_runs:
            tasks.append(Task(key, payload))
        open_runs.setdefault(key, []).append(run)
    for result in fan(tasks):
        for run in open_runs[result.key]:
            if result.value is None:
                failures[run[0]] = result.failure or "no answer"
            else:
                found[run] = outcome_of(result.value).answer
    return found, failures


def _nothing_to_decide(stated: Stated) -> Answer:
    return Answer(routes=(), objective=sum(v.penalty for v in stated.statement.visits))


def _best_start(field: Field, found: Mapping[Run, Answer], run: Run) -> Orders:
    own = found[run]
    better = _best_of_kin(field, found, run)
    return _orders(field.stated[run[0]], better or own)


def _best_of_kin(field: Field, found: Mapping[Run, Answer], run: Run) -> Answer | None:
    """Return the cheapest plan of a neighbour, of the same seed, that is cheaper than one's own."""
    name, seed = run
    best = found[run]
    for other in field.kin[name]:
        theirs = found.get((other, seed))
        if theirs is None:
            continue
        answer = field.tried(name, routes_by_id(field.stated[other], theirs))
        if answer and answer.objective < best.objective:
            best = answer
    return None if best is found[run] else best


def _settle(field: Field, found: dict[Run, Answer], fan: Fan) -> dict[str, str]:
    """Let plans be taken over until nobody gains: each time some cost falls, so it ends.

    What was taken over is polished and confirmed, from which others may gain again.
    """
    failures = dict[str, str]()
    while taken := _taken_over(field, found):
        polishing = {
            run: _Search(field.stated[run[0]], _orders(field.stated[run[0]], found[run]), _POLISH)
            for run in taken
        }
        polished, lost = _searched(polishing, fan)
        failures |= lost
        for run in taken:
            if run in polished:
                found[run] = polished[run]
            else:
                del found[run]
    return failures


def _taken_over(field: Field, found: dict[Run, Answer]) -> set[Run]:
    """Replace each plan by a neighbour's that is cheaper, until none is; return whose were."""
    taken = set[Run]()
    while gains := {run: better for run in found if (better := _best_of_kin(field, found, run))}:
        found |= gains
        taken |= gains.keys()
    return taken


_POLISH = Effort(seconds=0)


def _orders(stated: Stated, answer: Answer) -> Orders:
    orders = {route.shift: route.visits for route in answer.routes}
    return tuple(orders.get(shift, ()) for shift in range(len(stated.shifts)))


def _by_name(
    field: Field, found: Mapping[Run, Answer], failures: Mapping[str, str]
) -> dict[str, dict[int, Answer]]:
    answers: dict[str, dict[int, Answer]] = {}
    for (name, seed), answer in sorted(found.items()):
        if name not in failures:
            answers.setdefault(name, {})[seed] = answer
    return {name: answers[name] for name in field.stated if name in answers}
