"""A comparison as a workbook: costs by term, figures, hours of agents, changed visits, failures."""

from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook

from visitplan.domain.comparison import Compared, Comparison
from visitplan.render.comparison_terms import TERMS, amount
from visitplan.render.exports.sheet import Column, Sheet, Styles, write_sheet


def comparison_xlsx(comparison: Comparison, zone: ZoneInfo) -> bytes:
    """Return the workbook; equal comparisons give equal bytes. Text is never a formula."""
    data = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(data, options) as book:
        made = datetime.combine(comparison.date, time.min)
        book.set_properties({"title": f"Scenarios {comparison.date}", "created": made})
        styles = Styles.of(book, comparison.currency)
        for sheet in _sheets(comparison, zone):
            write_sheet(book, sheet, styles)
    return data.getvalue()


def _sheets(comparison: Comparison, zone: ZoneInfo) -> Iterator[Sheet]:
    yield _costs(comparison)
    yield _figures(comparison)
    yield _hours(comparison)
    yield _changed(comparison, zone)
    yield _marginals(comparison)
    yield _failed(comparison)


def _costs(comparison: Comparison) -> Sheet:
    columns = (
        Column("Scenario"),
        *(Column(term.words, "money") for term in TERMS),
        Column("Total", "money"),
        Column("To the baseline", "money"),
        Column("Noise", "money"),
        Column("Verdict"),
    )
    rows = [
        (
            one.title,
            *(amount(one.figures.cost, term) for term in TERMS),
            one.figures.cost.total,
            *_difference(one),
        )
        for one in comparison.scenarios
    ]
    return Sheet("Cost", columns, rows)


def _difference(one: Compared) -> tuple[int | None, int | None, str]:
    if one.difference is None:
        return None, None, "baseline"
    return one.difference.total, one.difference.noise, one.difference.verdict


def _figures(comparison: Comparison) -> Sheet:
    columns = (
        Column("Scenario"), Column("On duty", "count"), Column("Sent", "count"),
        Column("Visits", "count"), Column("Left out", "count"), Column("Refused", "count"),
        Column("Paid", "duration"), Column("Travel", "duration"), Column("Waiting", "duration"),
        Column("km", "km"), Column("Early", "count"), Column("Late", "count"),
        Column("Again", "count"), Column("Dominated"), Column("Promises broken", "count"),
        Column("Contacts expected"), Column("Contacts a paid hour"),
    )  # fmt: skip
    rows = [
        (
            one.title, f.on_duty, f.agents_used, f.visits, f.unassigned, f.ineligible,
            f.paid_seconds, f.travel_seconds, f.waiting_seconds, f.metres, f.early, f.late,
            f.repeated, "yes" if one.dominated else "no", one.broken,
            f.contacts, f.contacts_per_paid_hour,
        )
        for one in comparison.scenarios
        for f in [one.figures]
    ]  # fmt: skip
    return Sheet("Figures", columns, rows)


def _hours(comparison: Comparison) -> Sheet:
    kinds = ("drive", "serve", "wait", "rest", "idle")
    columns = (
        Column("Scenario"), Column("Agent"), Column("Hour", "count"),
        *(Column(kind.capitalize(), "duration") for kind in kinds),
    )  # fmt: skip
    rows = [
        (one.title, use.agent_id, use.hour, *(getattr(use, kind) for kind in kinds))
        for one in comparison.scenarios
        for use in one.use
    ]
    return Sheet("Hours", columns, rows)


def _changed(comparison: Comparison, zone: ZoneInfo) -> Sheet:
    columns = (
        Column("Scenario"), Column("Case"), Column("What"), Column("Agent before"),
        Column("Before", "time"), Column("Agent after"), Column("After", "time"),
    )  # fmt: skip

    def local(moment: datetime | None) -> datetime | None:
        return moment.astimezone(zone) if moment else None

    rows = [
        (
            one.title,
            c.case_id,
            c.fate,
            c.agent_before,
            local(c.before),
            c.agent_after,
            local(c.after),
        )
        for one in comparison.scenarios
        for c in one.changed
    ]
    return Sheet("Changed visits", columns, rows)


def _marginals(comparison: Comparison) -> Sheet:
    columns = (
        Column("One more"), Column("Costs", "money"), Column("Noise", "money"), Column("Is noise"),
        Column("Number"), Column("From"), Column("To"), Column("Planned for this price"),
    )  # fmt: skip
    titles = {one.name: one.title for one in comparison.scenarios}
    rows = [
        (
            m.unit, m.per_unit, m.noise, "yes" if m.is_noise else "no",
            m.number, titles[m.less], titles[m.more], "yes" if m.on_purpose else "no",
        )
        for m in comparison.marginals
    ]  # fmt: skip
    return Sheet("One more", columns, rows)


def _failed(comparison: Comparison) -> Sheet:
    columns = (
        Column("Scenario"),
        Column("Code"),
        Column("Key"),
        Column("Problem"),
        Column("Remedy"),
    )
    rows = [
        (failed.title, found.code, found.column, found.problem, found.remedy)
        for failed in comparison.failed
        for found in failed.findings
    ]
    return Sheet("Not planned", columns, rows)
