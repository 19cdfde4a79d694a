"""The files of a comparison: a report to read, a workbook, and JSON for machines."""

from collections.abc import Mapping

from visitplan.domain.comparison import Comparison
from visitplan.domain.travel import Travel
from visitplan.render.comparison_page import Drawn, comparison_page
from visitplan.render.exports.comparison_xlsx import comparison_xlsx

REPORT, WORKBOOK, DATA = "scenarios.html", "scenarios.xlsx", "scenarios.json"


def comparison_files(
    comparison: Comparison, drawn: Mapping[str, Drawn], travel: Travel
) -> dict[str, bytes]:
    """Return the files by name; equal comparisons give equal bytes."""
    return {
        REPORT: comparison_page(comparison, drawn, travel).encode(),
        WORKBOOK: comparison_xlsx(comparison, next(iter(drawn.values())).plan.time_zone),
        DATA: (comparison.model_dump_json(indent=1) + "\n").encode(),
    }
