"""The day as a workbook: stops, agents with their costs, what was left out, what was refused."""

from datetime import datetime, time
from io import BytesIO

from xlsxwriter import Workbook

from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.render.exports.sheet import Sheet, Styles, write_sheet
from visitplan.render.exports.sheets import (
    agents_sheet,
    ineligible_sheet,
    stops_sheet,
    unassigned_sheet,
)
from visitplan.render.way import Ways


def itineraries_xlsx(plan: Plan, day: Day, ways: Ways) -> bytes:
    """Return the workbook of a plan; equal plans give equal bytes.

    Text is never a formula nor a link. Customers are named only where the policy shows
    them openly, for a sheet cannot wait for a tap.
    """
    data = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(data, options) as book:
        made = datetime.combine(plan.date, time.min)
        book.set_properties({"title": f"Itineraries {plan.date}", "created": made})
        styles = Styles.of(book, plan.currency)
        for sheet in _sheets(plan, day, ways):
            write_sheet(book, sheet, styles)
    return data.getvalue()


def _sheets(plan: Plan, day: Day, ways: Ways) -> tuple[Sheet, ...]:
    return (
        stops_sheet(plan, day, ways),
        agents_sheet(plan, day),
        unassigned_sheet(plan),
        ineligible_sheet(plan),
    )
