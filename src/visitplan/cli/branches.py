"""What ``visitplan plan-all`` says: the sums, what failed, where everything lies."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from visitplan.cli.findings import MOST_SHOWN
from visitplan.cli.tables import a_table
from visitplan.render.branches_page import money

if TYPE_CHECKING:
    from visitplan.domain.branch_plan import BranchReport, FailedBranch


def branches_summary(report: "BranchReport", out: Path) -> Iterator[RenderableType]:
    """Yield the paragraphs and tables of many branches."""
    if report.stopped_early:
        yield Text("stopped before the end; the same command goes on", style="bold yellow")
    for failed in report.failed[:MOST_SHOWN]:
        yield from _failure(failed)
    if len(report.failed) > MOST_SHOWN:
        yield Text(f"… and {len(report.failed) - MOST_SHOWN} more without a plan")
    yield _costs(report)
    for border in report.borders:
        saved = money(border.before - border.after, border.currency)
        cases = len(border.handovers)
        yield Text(f"{' and '.join(border.branches)}: {cases} handed over, {saved} saved")
    for pair in report.borders_failed:
        yield Text(f"{pair.branch} stay as they were: {pair.message}", style="yellow")
    yield Text(_counted(report), style="red" if report.failed else "green")
    yield Text(f"report: {out / 'index.html'}")


def _failure(failed: "FailedBranch") -> Iterator[Text]:
    yield Text(f"{failed.branch}: {failed.kind}: {failed.message}", style="red")
    for finding in failed.findings[:3]:
        yield Text(f"    {finding}")
    if len(failed.findings) > 3:
        yield Text(f"    … and {len(failed.findings) - 3} more findings, in the report")


def _costs(report: "BranchReport") -> Table:
    table = a_table("cost", ">all branches")
    for currency, cost in report.costs.items():
        for name, amount in (*cost.model_dump().items(), ("total", cost.total)):
            if amount or name == "total":
                table.add_row(name.replace("_", " "), money(amount, currency))
    return table


def _counted(report: "BranchReport") -> str:
    visits = sum(branch.visits for branch in report.planned)
    out = sum(branch.unassigned for branch in report.planned)
    line = f"{len(report.planned)} branches planned and verified: {visits} visits, {out} unassigned"
    return f"{line}; {len(report.failed)} without a plan" if report.failed else line
