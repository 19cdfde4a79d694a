"""The page of the burden: how visits weigh on people, without a name or a place."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from visitplan.domain.burden import AvoidedVisits, Burden, Fate, RemoteStep, RepeatedVisit, Step
from visitplan.render.file_names import OVERVIEW
from visitplan.render.page import compose

STEPS = {
    "answer": "Answer the customer",
    "consent": "Ask for consent",
    "assessment": "Assess the situation",
    "notice": "Send the notice",
    "call": "Call",
    "letter": "Write",
    "wait": "Wait",
}
"""What comes before a visit, in words, the weightiest first."""


class Together(NamedTuple):
    """The cases for which the same comes first, for the same reason."""

    step: Step
    fate: Fate
    reason: str
    case_ids: tuple[str, ...]


def together(steps: Iterable[RemoteStep]) -> tuple[Together, ...]:
    """Return cases with the same step, fate and reason together, the weightiest steps first."""
    cases: dict[tuple[Step, Fate, str], list[str]] = defaultdict(list)
    for each in steps:
        cases[each.step, each.fate, each.reason].append(each.case_id)
    order = list(STEPS)
    weightiest_first = sorted(cases.items(), key=lambda pair: (order.index(pair[0][0]), pair[0]))
    return tuple(Together(*key, tuple(ids)) for key, ids in weightiest_first)


def burden_page(burden: Burden) -> str:
    """Return the page of a burden; it names cases by id, never customers, places or amounts."""
    context = {
        "burden": burden,
        "dates": " to ".join(dict.fromkeys((str(burden.dates[0]), str(burden.dates[-1])))),
        "overview_file": OVERVIEW,
        "step_words": STEPS,
        "steps": together(burden.steps),
        "repeats": sorted(burden.repeats, key=_most_first),
        "rule_words": rule_words,
        "percent": percent,
    }
    return compose("burden.html.j2", context, styles=("page.css", "days.css", "burden.css"))


def rule_words(avoided: AvoidedVisits) -> str:
    """Return the rule that is not kept, in words: ``no hold is on: hardship``."""
    named = (avoided.rule, avoided.hold) if avoided.hold else (avoided.rule,)
    return ": ".join(named).replace("_", " ")


def percent(part: int, whole: int) -> str:
    """Return a share, rounded to whole per cent; a dash where there is nothing to share."""
    return f"{round(100 * part / whole)}\N{NO-BREAK SPACE}%" if whole else "–"


def _most_first(repeat: RepeatedVisit) -> tuple[int, str]:
    return -repeat.before, repeat.case_id
