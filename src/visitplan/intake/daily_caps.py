"""The section ``[daily_cap]``: at most so many visits a day, of all cases and of each portfolio."""

from collections.abc import Sequence

from visitplan.domain.case import Case
from visitplan.domain.daily_cap import DailyCap
from visitplan.intake.codes import Code
from visitplan.intake.fields import Fields
from visitplan.intake.identifiers import identifier
from visitplan.intake.misread import MisreadError
from visitplan.intake.numbers import whole
from visitplan.intake.report import Report, Spot
from visitplan.intake.words import nearest

_PORTFOLIOS = "daily_cap.portfolios"


def read_daily_cap(fields: Fields) -> DailyCap:
    """Return the caps; whole numbers from 0, no cap where nothing is written."""
    fields.warn_of_unknown(tuple(DailyCap.model_fields))
    return DailyCap(
        all_cases=fields.number("all_cases", whole()),
        each_portfolio=fields.number("each_portfolio", whole()),
        portfolios=_read_portfolios(fields.section("portfolios")),
    )


def _read_portfolios(fields: Fields) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in fields.values:
        most = fields.number(name, whole())
        try:
            portfolio = identifier(name)
        except MisreadError as misread:
            fields.misread(name, misread)
            continue
        if most is not None:
            found[portfolio] = most
    return found


def warn_of_unknown_portfolios(cap: DailyCap, cases: Sequence[Case], report: Report) -> None:
    """Note each portfolio with a cap of its own to which no case belongs, and caps on nothing."""
    known = {case.portfolio for case in cases if case.portfolio is not None}
    for name in sorted(cap.portfolios.keys() - known):
        near = nearest(name, known)
        report.warn(
            Code.PORTFOLIO_UNKNOWN,
            Spot("day.toml", column=f"{_PORTFOLIOS}.{name}"),
            "is the portfolio of no case, so its cap binds nobody",
            f'did you mean "{near}"?' if near else "name it in the column portfolio",
        )
    unnamed = sum(case.portfolio is None for case in cases)
    if unnamed and (cap.each_portfolio is not None or cap.portfolios):
        report.warn(
            Code.PORTFOLIO_MISSING,
            Spot("cases", column="portfolio"),
            f"is blank for {unnamed} of {len(cases)} cases, which no portfolio's cap counts",
            "fill it in, or cap all_cases",
        )
