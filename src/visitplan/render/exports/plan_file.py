"""``plan.json``: the plan as one canonical text, and the way back, which trusts nothing."""

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from pydantic import ValidationError

from visitplan.domain.finding import Finding
from visitplan.domain.plan import Plan
from visitplan.errors import InputError
from visitplan.render.exports.zone import in_zone
from visitplan.render.safe_text import plain

SCHEMA_VERSION = 1
MOST_FINDINGS = 100
MOST_DIGITS = 20

MALFORMED = "VP-PLAN-001"
WRONG_VERSION = "VP-PLAN-002"
WRONG_VALUE = "VP-PLAN-003"
WRONG_TIME = "VP-PLAN-004"
FURTHER = "VP-PLAN-005"


def plan_json(plan: Plan) -> str:
    """Return the one text of a plan: keys sorted, times in the plan's zone, a line end last."""
    data = in_zone(plan, plan.time_zone).model_dump(mode="json")
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2, sort_keys=True)
    return text + "\n"


def read_plan(text: str, file: str = "plan.json") -> Plan:
    """Return the plan that a text holds, its times in the plan's zone.

    What it says is not checked against the day; that is the verifier's work. Raises InputError
    with every finding (its column is the path inside the JSON) when the text is no plan.
    """
    text = text.removeprefix("\ufeff")
    _require_version(_parsed(text, file), file)
    try:
        plan = Plan.model_validate_json(text)
        return in_zone(plan, plan.time_zone)
    except ValidationError as error:
        raise InputError(_shown(list(_findings(error, file)), file)) from None
    except OverflowError:
        remedy = "a time of the planning day"
        raise InputError([_finding(file, WRONG_TIME, "a time is too far away", remedy)]) from None


def _parsed(text: str, file: str) -> object:
    remedy = "the text that visitplan wrote"
    try:
        return json.loads(
            text,
            object_pairs_hook=_once,
            parse_constant=_no_number,
            parse_float=_finite,
            parse_int=_short,
        )
    except json.JSONDecodeError as error:
        finding = _finding(file, MALFORMED, f"no JSON: {error.msg}", remedy)
        raise InputError([finding.model_copy(update={"row": error.lineno})]) from None
    except RecursionError:
        raise InputError([_finding(file, MALFORMED, "nested too deeply", remedy)]) from None
    except ValueError as error:
        raise InputError([_finding(file, MALFORMED, str(error), remedy)]) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError("an object names one key twice")
    return dict(pairs)


def _no_number(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError("a number is too large")
    return number


def _short(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError("a number is too large")
    return int(digits)


def _require_version(data: object, file: str) -> None:
    version = data.get("schema_version") if isinstance(data, dict) else SCHEMA_VERSION
    if type(version) is not int or version != SCHEMA_VERSION:
        problem = f"a plan file of version {SCHEMA_VERSION} is needed"
        remedy = "plan again, or read it with the visitplan that wrote it"
        raise InputError([_finding(file, WRONG_VERSION, problem, remedy, "schema_version")])


def _findings(error: ValidationError, file: str) -> Iterator[Finding]:
    for problem in error.errors(include_url=False, include_input=False, include_context=False):
        path = _path(problem["loc"])
        remedy = "the value that visitplan wrote, or one of the same kind"
        yield _finding(file, WRONG_VALUE, problem["msg"], remedy, path)


def _path(location: tuple[int | str, ...]) -> str | None:
    """Write ``routes[0].stops[2].arrival``; a key that a stranger made up is cut short."""
    path = "".join(f"[{p}]" if isinstance(p, int) else f".{plain(p)[:40]}" for p in location)
    return path.removeprefix(".") or None


def _shown(findings: list[Finding], file: str) -> list[Finding]:
    rest = len(findings) - MOST_FINDINGS
    if rest <= 0:
        return findings
    further = _finding(file, FURTHER, f"{rest} more findings", "mend the first ones, then again")
    return [*findings[:MOST_FINDINGS], further]


def _finding(file: str, code: str, problem: str, remedy: str, column: str | None = None) -> Finding:
    return Finding(
        severity="error", code=code, file=file, column=column, problem=problem, remedy=remedy
    )
