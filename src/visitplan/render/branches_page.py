"""The page of many branches planned at once: what each costs, what failed, what was handed over."""

from typing import Any
from urllib.parse import quote

from babel.numbers import format_currency, get_currency_precision

from visitplan.domain.branch_plan import BranchReport, PlannedBranch
from visitplan.render.file_names import OVERVIEW
from visitplan.render.page import compose


def branches_page(report: BranchReport) -> str:
    """Return the page that links the branches' overviews; it names no customers and no places."""
    context = {
        "report": report,
        "money": money,
        "link": _link,
        "totals": {name: sum(getattr(b, name) for b in report.planned) for name in _SUMMED},
        "terms": _terms(report),
    }
    return compose("branches.html.j2", context, styles=("page.css", "days.css", "branches.css"))


_SUMMED = ("routes", "visits", "unassigned", "ineligible")


def money(minor: int, currency: str) -> str:
    """Return an amount of minor units as people write it."""
    amount = minor / 10 ** get_currency_precision(currency)
    return str(format_currency(amount, currency, locale="en"))


def _link(branch: PlannedBranch) -> str:
    return f"{quote(branch.branch)}/{branch.date.isoformat()}/{OVERVIEW}"


def _terms(report: BranchReport) -> list[dict[str, Any]]:
    """Return a row per currency and term of cost that is not nothing."""
    return [
        {"currency": currency, "name": name.replace("_", " "), "amount": amount}
        for currency, cost in report.costs.items()
        for name, amount in (*cost.model_dump().items(), ("total", cost.total))
        if amount or name == "total"
    ]
