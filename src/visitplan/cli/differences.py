"""Two versions of a plan on the screen: who moves where, by how much, at what price."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from visitplan.cli.costs import saving_table
from visitplan.cli.left_out import ineligible_table, unassigned_table
from visitplan.cli.summary import counts, heading, routes_table
from visitplan.cli.tables import a_table
from visitplan.cli.violations import violations_table
from visitplan.render.wording import wording_of

if TYPE_CHECKING:
    from visitplan.app.replan import Replanned
    from visitplan.domain.change import Appointment, Change

WORDS = {
    "agent": "another agent",
    "time": "another time",
    "added": "added",
    "unassigned": "called off: unassigned",
    "ineligible": "called off: ineligible",
}


def differences(replanned: "Replanned") -> Iterator[RenderableType]:
    """Yield the paragraphs and tables of a new version of a plan."""
    plan, wording = replanned.published.plan, wording_of(replanned.published.plan)
    yield heading(replanned.published.day, plan.manifest.travel)
    if plan.manifest.stopped_early:
        yield Text("stopped early: this is the best plan found until then", style="bold yellow")
    yield saving_table(replanned.before.cost, plan.cost, wording, title="before")
    if plan.routes:
        yield routes_table(plan, wording)
    yield from _changes(replanned)
    yield Text(counts(plan))
    if plan.unassigned:
        yield unassigned_table(plan.unassigned, wording)
    yield from _facts(replanned)
    yield Text(f"maps: {replanned.published.folder / 'index.html'}")


def _changes(replanned: "Replanned") -> Iterator[RenderableType]:
    changes = replanned.changes
    if changes:
        yield changes_table(changes)
    owed = sum(change.notice_owed for change in changes)
    yield Text(f"{len(changes)} visits change, {owed} notices are owed")
    called_off = {change.case_id for change in changes if change.kind == "ineligible"}
    refused = [r for r in replanned.published.plan.ineligible if r.case_id in called_off]
    if refused:
        yield ineligible_table(refused)


def _facts(replanned: "Replanned") -> Iterator[RenderableType]:
    if replanned.facts:
        yield violations_table(replanned.facts)
        yield Text("verified: nothing is broken but what the day had broken before", style="yellow")
    else:
        yield Text("verified: no violation", style="green")


def changes_table(changes: Sequence["Change"]) -> Table:
    """Return a row per case that changes: before, after, minutes later, notice."""
    table = a_table("case", "change", "before", "now", ">minutes", "notice", title="Changes")
    for each in changes:
        later = each.later_seconds
        cells = (
            each.case_id,
            WORDS[each.kind],
            _said(each.before),
            _said(each.after),
            "" if later is None else f"{later / 60:+.0f}",
            "owed" if each.notice_owed else "",
        )
        table.add_row(*map(Text, cells))
    return table


def _said(appointment: "Appointment | None") -> str:
    if appointment is None:
        return ""
    return (
        f"{' + '.join((appointment.agent_id, *appointment.partners))} {appointment.arrival:%H:%M}"
    )
