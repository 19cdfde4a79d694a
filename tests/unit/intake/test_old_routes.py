"""Routes of another day are held against this one: what the day has not is said, by case."""

from pathlib import Path

import pytest

from builders import a_case, a_day, a_shift, an_agent
from visitplan.domain.day import Day
from visitplan.errors import InputError
from visitplan.intake.old_routes import OldRoute, match, read_old_routes

HEADER = "agent_id,shift,case_id,order,arrival\n"


def of(*cases: int) -> tuple[str, ...]:
    return tuple(f"C{number:03}" for number in cases)


def two_agents() -> Day:
    return a_day(agents=(an_agent(1), an_agent(2)), shifts=(a_shift(1), a_shift(2)))


def test_shifts_are_matched_by_their_id_and_all_that_is_known_is_taken() -> None:
    old = [OldRoute("A02/1", "A02", of(3)), OldRoute("A01/1", "A01", of(1, 2))]
    matched = match(old, two_agents(), "old.json")

    assert [(r.shift_id, r.case_ids) for r in matched.routes] == [
        ("A01/1", of(1, 2)),
        ("A02/1", of(3)),
    ]
    assert matched.findings == ()


@pytest.mark.parametrize(
    ("old", "told"),
    [
        ([OldRoute("A01/1", "A01", of(1, 77, 78))], "VP-IN-160: 2 visits of no case"),
        ([OldRoute("A01/1", "A01", of(1, 2, 1))], "VP-IN-161: 1 visit written twice: C001"),
        ([OldRoute("A01/2", "A01", of(1, 2))], "VP-IN-162: 2 visits of a shift"),
        ([OldRoute("A07/1", "A07", of(3))], "VP-IN-163: 1 visit of a shift"),
        ([OldRoute("A07/1", None, of(3))], "VP-IN-163"),
    ],
    ids=["unknown cases", "twice", "another shift of the agent", "nobody", "nobody by shift"],
)
def test_what_the_day_has_not_is_told_with_its_cases(old: list[OldRoute], told: str) -> None:
    (finding,) = match(old, two_agents(), "old.json").findings

    assert f"old.json: warning {told}" in str(finding)


def test_an_agents_visits_begin_on_the_shift_that_the_agent_has_this_day() -> None:
    old = [OldRoute("A01/7", "A01", of(1)), OldRoute(None, "A02", of(2))]
    matched = match(old, two_agents(), "old.json")

    assert [(r.shift_id, r.case_ids) for r in matched.routes] == [
        ("A01/1", of(1)),
        ("A02/1", of(2)),
    ]


def test_a_table_is_read_whatever_it_refers_to(tmp_path: Path) -> None:
    table = tmp_path / "yesterday.csv"
    table.write_text(
        HEADER + "A01,,C002,2,2026-11-23 10:00\nA01,,C001,1,2026-11-23 09:00\nA09,2,X9,,\n"
    )
    routes, findings = read_old_routes(table, a_day())

    assert routes == (OldRoute(None, "A01", of(1, 2)), OldRoute("A09/2", "A09", ("X9",)))
    assert findings == ()


@pytest.mark.parametrize(
    "text",
    ["", "\x00\x01", "no,table\n1,2\n", HEADER + "A01,,,1,\n", HEADER + ",,C001,1,\n"],
    ids=["empty", "no text", "other columns", "no case", "nobody"],
)
def test_a_file_that_is_no_table_of_routes_is_refused(tmp_path: Path, text: str) -> None:
    table = tmp_path / "routes.csv"
    table.write_text(text)
    with pytest.raises(InputError):
        read_old_routes(table, a_day())


def test_a_matched_case_is_one_of_the_day() -> None:
    day = a_day(cases=(a_case(1),))
    matched = match([OldRoute("A01/1", "A01", of(1, 2, 3))], day, "old.json")
    assert matched.routes[0].case_ids == of(1)


def test_a_crew_of_shifts_of_the_day_is_one_of_its_shifts() -> None:
    shifts = (a_shift(1), a_shift(2))
    day = a_day(agents=(an_agent(1), an_agent(2)), shifts=shifts)
    old = (OldRoute("A01/1+A02/1", "A01", ("C001", "C002")),)
    matched = match(old, day, "plan.json")
    assert [(route.shift_id, route.case_ids) for route in matched.routes] == [
        ("A01/1+A02/1", ("C001", "C002"))
    ]
    assert matched.findings == ()
