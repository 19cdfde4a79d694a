"""Crews formed from the agents on duty: a matching of greatest worth.

Crews of two are a maximum-weight matching of shifts (Edmonds, *Canadian Journal of Mathematics*
17, 1965, as networkx has it), crews of three one of crews of two with somebody else, and so on.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import combinations, pairwise, product

from visitplan.crews.ability import Ability
from visitplan.crews.demand import Demand, demands_of
from visitplan.crews.joining import join
from visitplan.crews.worth import Members, Staff
from visitplan.domain.agent import Shift
from visitplan.domain.crew_id import JOIN, crew_id
from visitplan.domain.day import Day
from visitplan.domain.value import Id

Asked = Mapping[Demand, Sequence[Id]]
Half = tuple[Id, ...]

CHOICE = 20
"""How many others each shift is held against at most, the best ones: a matching wants no more."""


def form_crews(day: Day, shifts: Sequence[Shift]) -> tuple[Shift, ...]:
    """Return the shifts of crews for the visits that ask for more than one person, sorted by id.

    Parameters
    ----------
    day
        The day with its places located.
    shifts
        The shifts that may be worked alone, in any order. Each may be in several of the crews
        returned: which of them are used is for the search to decide.
    """
    asked, staff = demands_of(day), Staff.of(day, shifts)
    crews = {*_matched_in_steps(staff, asked)}
    crews |= set(_for_the_rest(staff, asked, crews))
    return _joined(map(staff.in_order, crews))


def form_again(shifts: Sequence[Shift], kept: Iterable[Id]) -> tuple[Shift, ...]:
    """Return the crews that have one of these ids, who is named first drives; sorted by id."""
    named = _again(shifts, kept)
    return _joined(crew for crew in named if len({own.agent_id for own in crew}) == len(crew))


def _joined(crews: Iterable[Members]) -> tuple[Shift, ...]:
    unique = {crew.id: crew for crew in map(join, crews) if crew}
    return tuple(unique[shift_id] for shift_id in sorted(unique))


def _matched_in_steps(staff: Staff, asked: Asked) -> Iterator[Members]:
    """Yield the matched crews of every size that is asked for."""
    singles: list[Members] = [(shift,) for shift in staff.shifts]
    smaller, sizes = singles, {demand.size for demand in asked}
    for size in range(2, max(sizes, default=1) + 1):
        of_size = {demand: cases for demand, cases in asked.items() if demand.size == size}
        ability = Ability(of_size or asked, staff.agents.values())
        pairs = combinations(singles, 2) if size == 2 else product(smaller, singles)
        smaller = _matched(staff, ability, [(*a, *b) for a, b in pairs], size)
        yield from smaller if size in sizes else ()


def _matched(staff: Staff, ability: Ability, crews: Iterable[Members], size: int) -> list[Members]:
    """Return the most valuable crews of which no two are made of the same two halves."""
    import networkx as nx  # noqa: PLC0415 - slow to load, and few days need it

    best: dict[Half, list[tuple[int, Members]]] = {}
    for crew in crews:
        if (
            len({shift.agent_id for shift in crew}) == size
            and (w := staff.worth(crew, ability)) > 0
        ):
            for half in _halves(crew):
                best.setdefault(half, []).append((w, crew))
    graph = nx.Graph()
    for rivals in best.values():
        for worth, crew in nlargest(CHOICE, rivals, key=lambda each: each[0]):
            graph.add_edge(*_halves(crew), weight=worth, crew=_sorted(crew))
    matching = (graph.edges[pair]["crew"] for pair in nx.max_weight_matching(graph))
    return sorted(matching, key=_ids)


def _halves(crew: Members) -> tuple[Half, Half]:
    """Return the crew of one person less and that person, by the ids of their shifts."""
    *smaller, last = _ids(crew)
    return tuple(smaller), (last,)


def _for_the_rest(staff: Staff, asked: Asked, crews: Iterable[Members]) -> Iterator[Members]:
    """Yield the best pair for each demand that none of the crews can meet."""
    people = [staff.people(crew) for crew in crews]
    for demand, cases in asked.items():
        met = any(len(crew) >= demand.size and demand.is_met_by(crew) for crew in people)
        if met or demand.size != 2:
            continue
        ability = Ability({demand: cases}, staff.agents.values())
        pairs = (p for p in combinations(staff.shifts, 2) if p[0].agent_id != p[1].agent_id)
        worths = ((staff.worth(pair, ability), pair) for pair in pairs)
        worth, best = max(worths, key=lambda each: each[0], default=(0, ()))
        if worth > 0:
            yield best


def _again(shifts: Sequence[Shift], kept: Iterable[Id]) -> Iterator[Members]:
    """Yield the crews that have one of these ids, whatever signs the ids of shifts hold."""
    by_id = {shift.id: shift for shift in shifts}
    for name in kept:
        pieces = name.split(JOIN)
        for size in range(2, len(pieces) + 1):
            for cuts in combinations(range(1, len(pieces)), size - 1):
                edges = pairwise((0, *cuts, len(pieces)))
                ids = [crew_id(pieces[a:b]) for a, b in edges]
                if all(each in by_id for each in ids):
                    yield tuple(by_id[each] for each in ids)


def _sorted(crew: Members) -> Members:
    return tuple(sorted(crew, key=lambda shift: shift.id))


def _ids(crew: Members) -> list[Id]:
    return [shift.id for shift in crew]
