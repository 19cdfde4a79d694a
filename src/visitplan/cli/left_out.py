"""What is not visited, and why: unassigned visits, ineligible cases, barred shifts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from visitplan.cli.tables import a_table

if TYPE_CHECKING:
    from visitplan.domain.plan import Unassigned
    from visitplan.domain.visit import BarredShift, Ineligible, Refusal
    from visitplan.render.wording import Wording


def unassigned_table(unassigned: Iterable["Unassigned"], wording: "Wording") -> Table:
    """Return a row per visit that is in no route, with its penalty and its reason."""
    table = a_table("case", "kind", ">penalty", "reason", title="Unassigned")
    for each in unassigned:
        cells = (each.case_id, each.kind, wording.money(each.penalty), each.reason)
        table.add_row(*map(Text, cells))
    return table


def ineligible_table(ineligible: Iterable["Ineligible"]) -> Table:
    """Return a row per rule that refused a case."""
    return _refusals("Ineligible", "case", [(each.case_id, each.refusals) for each in ineligible])


def barred_table(barred: Iterable["BarredShift"]) -> Table:
    """Return a row per rule that bars a shift."""
    return _refusals("Barred shifts", "shift", [(each.shift_id, each.refusals) for each in barred])


def counted_by_rule(ineligible: Iterable["Ineligible"]) -> str:
    """Return how many cases each rule refused: ``on_hold 8, not_approved 5``."""
    count = Counter(refusal.rule for each in ineligible for refusal in each.refusals)
    return ", ".join(f"{rule} {number}" for rule, number in count.most_common())


def _refusals(title: str, what: str, refused: Sequence[tuple[str, Sequence["Refusal"]]]) -> Table:
    table = a_table(what, "rule", "reason, and what it stands on", "lawful from", title=title)
    for identifier, refusals in refused:
        for refusal in refusals:
            lawful_from = refusal.lawful_from.isoformat() if refusal.lawful_from else ""
            row = (Text(identifier), Text(refusal.rule), _reason(refusal), Text(lawful_from))
            table.add_row(*row)
    return table


def _reason(refusal: "Refusal") -> Text:
    stands_on = f"{refusal.pack} {refusal.version}: {refusal.source}"
    return Text.assemble(refusal.reason, "\n", (stands_on, "dim"))
