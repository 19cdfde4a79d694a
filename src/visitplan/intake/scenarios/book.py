"""``scenarios.toml``: scenarios by name, grids, and what they are compared with."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.scenario import BaselineKind, Scenario, ScenarioBook
from visitplan.errors import InputError
from visitplan.intake.codes import Code
from visitplan.intake.misread import MisreadError
from visitplan.intake.scenarios.checks import problems_of
from visitplan.intake.scenarios.findings import (
    NAME_TWICE,
    NOTHING_ASKED,
    UNKNOWN_KEY,
    WRONG_SHAPE,
    finding,
    meant,
)
from visitplan.intake.scenarios.grids import combinations, flat, size_of
from visitplan.intake.scenarios.one_more import (
    ONE_MORE,
    nothing_to_add_to,
    planned_for_one_more,
    problems_of_one_more,
)
from visitplan.intake.words import plain_text

MOST_COMBINATIONS = 2_000
"""Above which even somebody who insists is refused."""

LONGEST_NAME = 80
_TOP = ("baseline", ONE_MORE, "scenarios", "grids")
_BASELINES: dict[str, BaselineKind] = {"plan": "plan", "hand": "hand"}


def read_scenarios(
    file: Path, day: Day, *, most: int, confirm: Callable[[int], bool]
) -> ScenarioBook:
    """Read the scenarios for a day.

    ``confirm`` is asked when there are more than ``most`` of them, with their number. Raises
    InputError with every finding: keys that are not known, agents or cases that are not there,
    changes that contradict each other, grids that are too large or were not confirmed.
    """
    values = _parsed(file)
    wrong = list(_shape(file.name, values))
    named, grids = _sections(values, "scenarios"), _sections(values, "grids")
    asked = _listed(values.get(ONE_MORE))
    number = len(named) + len(asked) + sum(size_of(changes) for _, changes in grids.values())
    if number > most and (number > MOST_COMBINATIONS or not confirm(number)):
        wrong.append(_too_many(file.name, number))
    if wrong:
        raise InputError(wrong)
    if asked and not (day.shifts and day.cases):
        raise InputError([nothing_to_add_to(file.name)])
    scenarios = (*_alone(named), *_combined(grids), *planned_for_one_more(asked, day))
    wrong += _repeated(file.name, scenarios)
    wrong += [each for s in scenarios for each in problems_of(s, day, file.name)]
    if values.get("baseline") == "hand" and not day.baseline:
        wrong.append(_nothing_by_hand(file.name))
    if not scenarios:
        wrong.append(_nothing_asked(file.name))
    if wrong:
        raise InputError(tuple(dict.fromkeys(wrong)))
    return ScenarioBook(baseline=_baseline(values), scenarios=scenarios)


def _parsed(file: Path) -> dict[str, object]:
    def refused(code: str, problem: str, remedy: str, row: int | None = None) -> InputError:
        return InputError(
            [
                finding((file.name, ""), code, problem, remedy).model_copy(
                    update={"row": row, "column": None}
                )
            ]
        )

    try:
        text = file.read_bytes().decode("utf-8-sig")
        return tomllib.loads(text.replace("\r\n", "\n"), parse_float=Decimal)
    except OSError as error:
        raise refused(
            Code.FILE_MISSING.value, "cannot be read", "name a file of scenarios"
        ) from error
    except RecursionError as error:
        raise refused(Code.TOML_BROKEN.value, "is nested too deeply", "write it flat") from error
    except (ValueError, ArithmeticError) as error:
        line = re.search(r"\(at line (\d+)", str(error))
        raise refused(
            Code.TOML_BROKEN.value,
            "is no TOML from here on" if line else "is no TOML in UTF-8",
            "mend that line; texts stand in quotes",
            int(line[1]) if line else None,
        ) from error


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _shape(file: str, values: Mapping[str, object]) -> Iterator[Finding]:
    for name, value in values.items():
        if name not in _TOP:
            remedy = meant(name, _TOP, "write it under [scenarios.NAME] or [grids.NAME]")
            yield finding((file, name), UNKNOWN_KEY, "is not known", remedy)
        elif name == "baseline":
            if value not in _BASELINES:
                yield finding((file, name), WRONG_SHAPE, "is no baseline", 'write "plan" or "hand"')
        elif name == ONE_MORE:
            yield from problems_of_one_more(file, value)
        elif not isinstance(value, dict):
            yield finding((file, name), WRONG_SHAPE, "is no section", f"write [{name}.NAME]")
        else:
            yield from _inner_shape(file, name, value)


def _inner_shape(file: str, outer: str, sections: Mapping[str, object]) -> Iterator[Finding]:
    for name, section in sections.items():
        spot = (file, f"{outer}.{name}")
        if not isinstance(section, dict):
            yield finding(spot, WRONG_SHAPE, "is no section", f"write [{outer}.NAME]")
            continue
        if len(name) > LONGEST_NAME or not name.strip() or not name.isprintable():
            yield finding(spot, WRONG_SHAPE, "is no name", f"write 1 to {LONGEST_NAME} plain signs")
        try:
            plain_text(section.get("title", name))
        except MisreadError as misread:
            yield finding((file, f"{outer}.{name}.title"), WRONG_SHAPE, misread.problem, "a text")
        for key, value in flat(section):
            if outer == "grids" and value == []:
                yield finding(
                    (file, f"{outer}.{name}.{key}"), WRONG_SHAPE, "has no values", "list some"
                )


def _sections(values: Mapping[str, object], name: str) -> dict[str, tuple[str, dict[str, object]]]:
    """Return title and changes of each section."""
    sections = values.get(name)
    if not isinstance(sections, dict):
        return {}
    return {
        key: (
            str(section.get("title", key.replace("_", " "))),
            dict(flat({name: value for name, value in section.items() if name != "title"})),
        )
        for key, section in sections.items()
        if isinstance(section, dict)
    }


def _alone(named: Mapping[str, tuple[str, dict[str, object]]]) -> Iterator[Scenario]:
    for name, (title, changes) in named.items():
        yield Scenario(name=name, title=title, changes=changes)


def _combined(grids: Mapping[str, tuple[str, dict[str, object]]]) -> Iterator[Scenario]:
    for name, (title, changes) in grids.items():
        yield from combinations(name, title, changes)


def _repeated(file: str, scenarios: tuple[Scenario, ...]) -> Iterator[Finding]:
    seen: set[str] = set()
    for scenario in scenarios:
        if scenario.name in seen:
            yield finding(
                (file, scenario.name), NAME_TWICE, "stands there twice", "list each value once"
            )
        seen.add(scenario.name)


def _too_many(file: str, number: int) -> Finding:
    remedy = "list fewer values" if number > MOST_COMBINATIONS else "list fewer, or add --yes"
    return finding((file, "grids"), NOTHING_ASKED, f"make {number:,} scenarios", remedy)


def _nothing_by_hand(file: str) -> Finding:
    return finding(
        (file, "baseline"),
        NOTHING_ASKED,
        "names hand-made routes, and the day has none",
        'add baseline.csv to the day folder, or write baseline = "plan"',
    )


def _nothing_asked(file: str) -> Finding:
    return finding(
        (file, "scenarios"),
        NOTHING_ASKED,
        "there is no scenario",
        'write [scenarios.late] and below it shift_start = "10:00"',
    )


def _baseline(values: Mapping[str, object]) -> BaselineKind:
    return _BASELINES[str(values.get("baseline", "plan"))]
