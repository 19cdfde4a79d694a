"""Who is on duty in a scenario: rows of agents left out, repeated, and changed."""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from visitplan.intake.fields import Fields
from visitplan.intake.report import Spot
from visitplan.intake.scenarios.keys import EVERYBODY, ONE_AGENT, ROWS, cell_of, first_of

Rows = tuple[Fields, ...]
Spots = Mapping[str, Spot]


def staffed(rows: Rows, changes: Mapping[str, object], spots: Spots) -> Rows:
    """Return the rows of agents as a scenario has them.

    Agents who are added follow the others, each with all shifts of the one he is like; with
    ``agents`` the first so many stay, and those who are missing are like the first, the second
    and so on.
    """
    by_agent = _by_agent(rows)
    for gone in _listed(changes.get("remove_agents")):
        by_agent.pop(str(gone), None)
    number = changes.get("agents")
    if isinstance(number, int):
        by_agent = _so_many(by_agent, number, spots["agents"])
    for added in _listed(changes.get("add_agents")):
        if isinstance(added, dict):
            by_agent |= _like(by_agent, added, spots["add_agents"])
    changed = {agent: _changed(agent, own, changes, spots) for agent, own in by_agent.items()}
    return tuple(itertools.chain(*changed.values()))


def agent_ids(rows: Rows) -> frozenset[str]:
    """Return who stands in rows of agents."""
    return frozenset(_by_agent(rows))


def _by_agent(rows: Rows) -> dict[str, list[Fields]]:
    found: dict[str, list[Fields]] = {}
    for row in rows:
        found.setdefault(str(row.values.get("agent_id", "")).strip(), []).append(row)
    return found


def _so_many(by_agent: dict[str, list[Fields]], number: int, spot: Spot) -> dict[str, list[Fields]]:
    kept = dict(itertools.islice(by_agent.items(), number))
    likes = itertools.cycle(by_agent)
    while len(kept) < number and by_agent:
        like = next(likes)
        name = _free_name(like, kept.keys() | by_agent.keys())
        kept[name] = _repeated(by_agent[like], name, {}, spot)
    return kept


def _like(
    by_agent: Mapping[str, list[Fields]], added: Mapping[str, object], spot: Spot
) -> dict[str, list[Fields]]:
    like, number = str(added["like"]), added.get("number", 1)
    cells = {name: value for name, value in added.items() if name not in ("like", "number")}
    new: dict[str, list[Fields]] = {}
    for _ in range(number if isinstance(number, int) else 1):
        name = _free_name(like, by_agent.keys() | new.keys())
        new[name] = _repeated(by_agent.get(like, []), name, cells, spot)
    return new


def _repeated(
    own: Sequence[Fields], name: str, cells: Mapping[str, object], spot: Spot
) -> list[Fields]:
    values = {"agent_id": name, "name": name, **cells}
    return [row.amended(values, dict.fromkeys(values, spot)) for row in own]


def _free_name(like: str, taken: frozenset[str] | set[str]) -> str:
    names = (f"{like}~{number}" for number in itertools.count(2))
    return next(name for name in names if name not in taken)


def _changed(
    agent: str, own: Sequence[Fields], changes: Mapping[str, object], spots: Spots
) -> list[Fields]:
    keys = [key for key in changes if _is_about(key, agent)]
    cells = {cell_of(key).column: changes[key] for key in sorted(keys, key=_everybody_first)}
    marks = {cell_of(key).column: spots[key] for key in sorted(keys, key=_everybody_first)}
    return [row.amended(cells, marks) for row in own]


def _is_about(key: str, agent: str) -> bool:
    section = first_of(key)
    if ROWS.get(section) != "agents":
        return False
    return section == EVERYBODY or (section == ONE_AGENT and cell_of(key).row == agent)


def _everybody_first(key: str) -> bool:
    return first_of(key) != EVERYBODY


def _listed(value: object) -> Iterator[object]:
    if isinstance(value, list):
        yield from value
