"""Costs by term: what is, what was, what is saved."""

from typing import TYPE_CHECKING, Any

from rich.table import Table

from visitplan.cli.tables import a_table

if TYPE_CHECKING:
    from visitplan.domain.plan import Cost
    from visitplan.render.wording import Wording


def terms(cost: "Cost") -> dict[str, int]:
    """Return every term of a cost and their total, in minor units."""
    return {**cost.model_dump(), "total": cost.total}


def saving(before: "Cost", after: "Cost") -> dict[str, Any]:
    """Return by how much each term falls from before to after, and the total in per cent."""
    was, now = terms(before), terms(after)
    saved = {term: was[term] - now[term] for term in was}
    return {**saved, "percent": _percent(saved["total"], was["total"])}


def cost_table(cost: "Cost", wording: "Wording", *, title: str) -> Table:
    """Return one cost by term; terms that cost nothing are left out."""
    table = a_table("cost", f">{title}")
    for term, amount in terms(cost).items():
        if amount or term == "total":
            table.add_row(term, wording.money(amount), style=_style(term))
    return table


def saving_table(before: "Cost", after: "Cost", wording: "Wording", *, title: str) -> Table:
    """Return two costs and the saving by term, in money and in per cent."""
    table = a_table("cost", f">{title}", ">plan", ">saving", ">%")
    was, now = terms(before), terms(after)
    for term, amount in was.items():
        if amount or now[term] or term == "total":
            saved = amount - now[term]
            percent = _percent(saved, amount)
            table.add_row(
                term,
                *map(wording.money, (amount, now[term], saved)),
                "" if percent is None else f"{percent:.1f}",
                style=_style(term),
            )
    return table


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def _style(term: str) -> str:
    return "bold" if term == "total" else ""
