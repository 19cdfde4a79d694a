"""Whether a scenario can be said of its day at all: every problem, each with its key."""

from collections.abc import Callable, Iterator, Mapping

from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.scenario import Scenario
from visitplan.intake.columns import TABLES
from visitplan.intake.scenarios.findings import (
    COMMON_TO_ALL,
    CONTRADICTION,
    NOT_THERE,
    NOTHING_ASKED,
    UNKNOWN_KEY,
    WRONG_SHAPE,
    finding,
    key_of,
    meant,
)
from visitplan.intake.scenarios.keys import (
    EVERYBODY,
    EXCLUSIVE,
    FIRST,
    NOT_TO_CHANGE,
    OF_THE_COMPARISON,
    ONE_AGENT,
    ONE_CASE,
    ROWS,
    cell_of,
    first_of,
)
from visitplan.intake.scenarios.values import SHAPES

Note = Callable[[str, str, str, str], Finding]


def problems_of(scenario: Scenario, day: Day, file: str) -> Iterator[Finding]:
    """Yield what keeps a scenario from being read."""

    def note(key: str, code: str, problem: str, remedy: str) -> Finding:
        return finding((file, key_of(scenario, key)), code, problem, remedy)

    if not scenario.changes:
        yield note("", NOTHING_ASKED, "changes nothing", "write what is to be changed, or drop it")
    for key, value in scenario.changes.items():
        yield from _unknown(key, note)
        yield from _misshapen(key, value, note)
        yield from _not_there(key, value, day, note)
    yield from _contradictions(scenario.changes, note)


def _unknown(key: str, note: Note) -> Iterator[Finding]:
    first, _, rest = key.partition(".")
    if first in OF_THE_COMPARISON:
        yield note(
            key,
            COMMON_TO_ALL,
            "is common to all scenarios, so that they can be compared",
            "set it in day.toml, or by --seconds, --work and --seeds",
        )
    elif first not in FIRST:
        yield note(key, UNKNOWN_KEY, "is not known", meant(first, FIRST, f"one of {_list(FIRST)}"))
    elif first in ROWS:
        yield from _unknown_column(key, note)
    elif first in SHAPES and rest:
        yield note(key, WRONG_SHAPE, f"{first} has no sections", f"write {first} = a value")


def _unknown_column(key: str, note: Note) -> Iterator[Finding]:
    section, row, column = cell_of(key)
    table = ROWS[section]
    columns = [name for name in TABLES[table] if name not in NOT_TO_CHANGE]
    if not column or bool(row) == (section == EVERYBODY):
        where = f"{section}.COLUMN" if section == EVERYBODY else f"{section}.ID.COLUMN"
        yield note(key, WRONG_SHAPE, "names no cell", f"write {where} = a value")
    elif column in NOT_TO_CHANGE:
        yield note(
            key, COMMON_TO_ALL, "is no subject of a what-if", "leave it as it stands in the table"
        )
    elif column not in columns:
        remedy = meant(column, columns, f"one of {_list(columns)}")
        yield note(key, NOT_THERE, f"is no column of {table}", remedy)


def _misshapen(key: str, value: object, note: Note) -> Iterator[Finding]:
    shape = SHAPES.get(key)
    if shape and not shape.fits(value):
        yield note(key, WRONG_SHAPE, "has a value of the wrong kind", f"write {shape.example}")
    elif key == "add_agents" and isinstance(value, list):
        yield from _misshapen_additions(key, value, note)


def _misshapen_additions(key: str, value: list[object], note: Note) -> Iterator[Finding]:
    columns = ["like", "number", *(c for c in TABLES["agents"] if c not in NOT_TO_CHANGE)]
    for added in value:
        if not isinstance(added, dict) or "like" not in added:
            yield note(key, WRONG_SHAPE, "does not say like whom", 'write [{ like = "A01" }]')
            continue
        for name in added:
            if name not in columns:
                remedy = meant(name, columns, f"one of {_list(columns)}")
                yield note(f"{key}.{name}", UNKNOWN_KEY, "is not known", remedy)
        number = added.get("number", 1)
        if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= 1000:
            yield note(f"{key}.number", WRONG_SHAPE, "is no number of agents", "write 1 to 1000")


def _not_there(key: str, value: object, day: Day, note: Note) -> Iterator[Finding]:
    agents, cases = {agent.id for agent in day.agents}, {case.id for case in day.cases}
    for named in _agents_named(key, value):
        if named not in agents:
            remedy = meant(named, agents, "name one of the table agents")
            yield note(key, NOT_THERE, "names an agent who is not on duty", remedy)
    named = cell_of(key).row
    if first_of(key) == ONE_CASE and named and named not in cases:
        remedy = meant(named, cases, "name one of the table cases")
        yield note(key, NOT_THERE, "names no case of this day", remedy)


def _agents_named(key: str, value: object) -> Iterator[str]:
    if first_of(key) == ONE_AGENT and cell_of(key).row:
        yield cell_of(key).row
    if key == "remove_agents" and isinstance(value, list):
        yield from map(str, value)
    if key == "add_agents" and isinstance(value, list):
        yield from (
            str(each["like"]) for each in value if isinstance(each, dict) and "like" in each
        )


def _contradictions(changes: Mapping[str, object], note: Note) -> Iterator[Finding]:
    for one, other in EXCLUSIVE:
        if one in changes and other in changes:
            yield note(one, CONTRADICTION, f"contradicts {other}", "keep one of the two")
    gone = changes.get("remove_agents")
    removed = gone if isinstance(gone, list) else []
    for key in changes:
        if first_of(key) == ONE_AGENT and cell_of(key).row in removed:
            yield note(key, CONTRADICTION, "changes an agent who is removed", "keep one of the two")
    if "demand" not in changes:
        for key in ("demand_seed", "demand_replacement"):
            if key in changes:
                problem = "says how to draw, and nothing is drawn"
                yield note(key, CONTRADICTION, problem, "add demand = 1.1")


def _list(words: tuple[str, ...] | list[str]) -> str:
    return ", ".join(words)
