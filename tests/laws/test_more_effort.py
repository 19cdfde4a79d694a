"""Laws: a search that goes on is never worse than one that does not even begin."""

from hypothesis import given
from hypothesis import strategies as st

from laws.planned_here import unheard
from strategies import Size, statements
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.solve import solve
from visitplan.routing.statement import Statement


@given(statements(Size(visits=7, shifts=3)), st.integers(0, 3), st.integers(1, 2))
def test_no_effort_ends_dearer_than_none(statement: Statement, seed: int, work: int) -> None:
    none = Effort(seconds=60, work=0, seed=seed)
    some = none.model_copy(update={"work": work})
    first = solve(statement, none, unheard).objective
    assert solve(statement, some, unheard).objective <= first
