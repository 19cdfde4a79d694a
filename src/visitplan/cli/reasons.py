"""What is told of a case, line by line: by how much, what would admit it, who else could go."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from visitplan.cli.tables import a_table

if TYPE_CHECKING:
    from visitplan.explanation.told import Alternative, Remedy, Told
    from visitplan.render.wording import Wording

SHOWN = 5
"""So many alternatives are shown; all stand in ``--json``."""


def remedies_table(told: Iterable["Told"], wording: "Wording") -> Table | None:
    """Return a row with the smallest change for each case that has one; None where none has."""
    table = a_table("case", "would be planned if", "then", ">more", title="The smallest change")
    for each in told:
        for remedy in each.remedies[:1]:
            cells = (each.case_id, remedy.change, _then(remedy, wording))
            table.add_row(*map(Text, (*cells, wording.money(remedy.extra_cost))))
    return table if table.row_count else None


def lines_of(told: "Told", wording: "Wording") -> list[str]:
    """Return all that is told of one case beside its fate."""
    return [
        *_tried_alone(told),
        *_instead(told, wording),
        *_lawful(told),
        *_remedies(told, wording),
        *_alternatives(told.alternatives, wording),
    ]


def _tried_alone(told: "Told") -> Iterator[str]:
    if told.attempt:
        yield f"the nearest attempt: {told.attempt}"
    if told.checked:
        yield f"each of the {len(told.checked)} shifts was tried alone:"
    for each in told.checked:
        missing = (
            "" if each.missing_seconds is None else f" ({_minutes(each.missing_seconds)} short)"
        )
        yield f"  {each.shift_id}: {each.words}{missing}"


def _minutes(seconds: int) -> str:
    return f"{-(-seconds // 60)} min"


def _instead(told: "Told", wording: "Wording") -> Iterator[str]:
    if told.instead_of and told.instead_dearer is not None:
        others = ", ".join(told.instead_of)
        by = wording.money(abs(told.instead_dearer))
        word = "dearer" if told.instead_dearer >= 0 else "cheaper"
        yield f"instead of {others} the plan would be {by} {word}, penalties counted"


def _lawful(told: "Told") -> Iterator[str]:
    if told.lawful_from:
        yield f"no rule would refuse it from {told.lawful_from} on, as things stand today"
    elif told.fate == "ineligible":
        yield "within 60 days no date alone would make it lawful"


def _remedies(told: "Told", wording: "Wording") -> Iterator[str]:
    for number, remedy in enumerate(told.remedies):
        begin = "it would be planned if" if number == 0 else "or if"
        yield f"{begin} {remedy.change}: {_then(remedy, wording)}, {_cost(remedy, wording)}"
    if told.remedies:
        yield "each of these was planned from this plan, and verified"
    elif told.fate in {"impossible", "displaced"}:
        yield "no change that was tried admits it"


def _then(remedy: "Remedy", wording: "Wording") -> str:
    span = f"{remedy.shift_id} {wording.span(remedy.arrival, remedy.departure)}"
    return span if remedy.kind != "another_day" else f"{remedy.shift_id} on {remedy.arrival.date()}"


def _cost(remedy: "Remedy", wording: "Wording") -> str:
    cost = wording.money(remedy.extra_cost)
    if remedy.kind == "another_day":
        return f"{cost} alone on its route"
    return f"{cost} more, penalty {wording.money(remedy.penalty)}"


def _alternatives(alternatives: Sequence["Alternative"], wording: "Wording") -> Iterator[str]:
    if not alternatives:
        return
    yield "elsewhere, all other visits staying where they are:"
    for each in alternatives[:SHOWN]:
        yield f"  {_alternative(each, wording)}"
    if len(alternatives) > SHOWN:
        unfit = sum(each.difference is None for each in alternatives[SHOWN:])
        yield f"  and {len(alternatives) - SHOWN} more shifts, {unfit} of them without a place"


def _alternative(each: "Alternative", wording: "Wording") -> str:
    if each.difference is None or each.arrival is None:
        return f"{each.shift_id}: {each.reason}"
    sign = "-" if each.difference < 0 else "+"
    price = f"{sign}{wording.money(abs(each.difference))}"
    return f"{each.shift_id} at {wording.clock(each.arrival)}, stop {each.position}: {price}"
