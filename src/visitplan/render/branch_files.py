"""What is told of many branches: a page, a table and a file for programs."""

import csv
import json
from collections.abc import Iterable
from io import StringIO
from typing import Any

from visitplan.domain.branch_plan import BranchReport, FailedBranch, PlannedBranch
from visitplan.domain.plan import Cost
from visitplan.render.branches_page import branches_page
from visitplan.render.file_names import OVERVIEW

TERMS = tuple(Cost.model_fields)
FIGURES = (
    "date", "currency", "routes", "visits", "unassigned", "ineligible", "warnings",
    "seconds", "search_seconds",
)  # fmt: skip
COLUMNS = ("branch", "state", *FIGURES, *TERMS, "total", "exit_code", "failure", "findings")


def branch_files(report: BranchReport) -> dict[str, bytes]:
    """Return the files of a report by name; money is in minor units but on the page."""
    return {
        OVERVIEW: branches_page(report).encode(),
        "branches.csv": _table(report).encode(),
        "branches.json": (json.dumps(plain_report(report), indent=1) + "\n").encode(),
    }


def plain_report(report: BranchReport) -> dict[str, Any]:
    """Return a report as plain data, with the sums."""
    return report.model_dump(mode="json") | {
        "costs": {
            currency: cost.model_dump() | {"total": cost.total}
            for currency, cost in report.costs.items()
        },
        "exit_code": report.exit_code,
    }


def _table(report: BranchReport) -> str:
    sheet = StringIO()
    writer = csv.DictWriter(sheet, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(_rows(report))
    return sheet.getvalue()


def _rows(report: BranchReport) -> Iterable[dict[str, object]]:
    told: list[PlannedBranch | FailedBranch] = [*report.planned, *report.failed]
    for each in sorted(told, key=lambda one: one.branch):
        yield _planned(each) if isinstance(each, PlannedBranch) else _failed(each)


def _planned(branch: PlannedBranch) -> dict[str, object]:
    named = {name: getattr(branch, name) for name in FIGURES}
    cost = branch.cost.model_dump() | {"total": branch.cost.total}
    return {"branch": branch.branch, "state": "planned", **named, **cost}


def _failed(branch: FailedBranch) -> dict[str, object]:
    return {
        "branch": branch.branch,
        "state": "failed",
        "exit_code": branch.exit_code,
        "failure": f"{branch.kind}: {branch.message}",
        "findings": "\n".join(map(str, branch.findings)),
    }
