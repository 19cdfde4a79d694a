"""The files of a comparison: a report to read, a workbook, and JSON for machines."""

from collections.abc import Mapping
from typing import NamedTuple

from visitplan.domain.comparison import Comparison
from visitplan.domain.travel import Travel
from visitplan.render.comparison_page import Drawn, comparison_pages
from visitplan.render.exports.comparison_xlsx import comparison_xlsx

REPORT, WORKBOOK, DATA = "scenarios.html", "scenarios.xlsx", "scenarios.json"


class ComparisonFiles(NamedTuple):
    """The files by name, and the report as a part of another page."""

    files: dict[str, bytes]
    part: str


def comparison_files(
    comparison: Comparison, drawn: Mapping[str, Drawn], travel: Travel
) -> ComparisonFiles:
    """Return what is written of a comparison; equal comparisons give equal bytes."""
    pages = comparison_pages(comparison, drawn, travel)
    files = {
        REPORT: pages.whole.encode(),
        WORKBOOK: comparison_xlsx(comparison, next(iter(drawn.values())).plan.time_zone),
        DATA: (comparison.model_dump_json(indent=1) + "\n").encode(),
    }
    return ComparisonFiles(files, pages.part)
