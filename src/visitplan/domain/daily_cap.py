"""The daily cap: at most so many visits a day, however cheap one more would be."""

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from visitplan.domain.case import Case
from visitplan.domain.value import Id, Value

Most = Annotated[int, Field(ge=0)]


class DailyCap(Value):
    """At most so many visits a day: of ``all_cases`` together, and of each portfolio.

    A portfolio is a lender's book of cases. ``each_portfolio`` is its figure where
    ``portfolios`` has none of its own; None: no cap. A case of no portfolio counts among all
    cases only.
    """

    all_cases: Most | None = None
    each_portfolio: Most | None = None
    portfolios: dict[Id, Most] = Field(default_factory=dict)

    @property
    def is_stated(self) -> bool:
        """Whether anything is capped."""
        return self != DailyCap()

    def of(self, portfolio: Id | None) -> int | None:
        """Return the cap of a portfolio; None where it has none."""
        return None if portfolio is None else self.portfolios.get(portfolio, self.each_portfolio)

    def after(self, made: Iterable[Case]) -> "DailyCap":
        """Return what is left of the cap once these visits are made."""
        cases = tuple(made)
        own = Counter(case.portfolio for case in cases if case.portfolio is not None)
        left = {
            name: max(0, most - times)
            for name, times in own.items()
            if (most := self.of(name)) is not None
        }
        of_all = None if self.all_cases is None else max(0, self.all_cases - len(cases))
        return self.model_copy(
            update={"all_cases": of_all, "portfolios": {**self.portfolios, **left}}
        )

    def full_for(self, case: Case, planned: Iterable[Case]) -> tuple[Id | None, ...]:
        """Return which caps leave no room for one more case: a portfolio, or None for all cases."""
        others = tuple(planned)
        of_all = self.all_cases is not None and len(others) >= self.all_cases
        most = self.of(case.portfolio)
        same = sum(other.portfolio == case.portfolio for other in others)
        of_its_own = most is not None and same >= most
        return (*((case.portfolio,) if of_its_own else ()), *((None,) if of_all else ()))

    def with_one_more(self, portfolios: Iterable[Id | None]) -> "DailyCap":
        """Return the cap with room for one visit more, of these portfolios and (None) of all."""
        names = tuple(portfolios)
        own = {name: (self.of(name) or 0) + 1 for name in names if name is not None}
        more = self.all_cases is not None and None in names
        return self.model_copy(
            update={
                "all_cases": (self.all_cases or 0) + 1 if more else self.all_cases,
                "portfolios": self.portfolios | own,
            }
        )
