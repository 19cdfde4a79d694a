"""Published instances become statements by the convention of their best known costs."""

from pathlib import Path

import pytest

from benchmarks.engine.classics import read_classic
from benchmarks.engine.evaluate import judge

TEXT = """R0

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0          0         0          0        100          0
    1      1          1         6          5         50         10
    2      3          4         7          0         60         20
"""
VRPLIB = """NAME : R0
TYPE : PCVRPTW
DIMENSION : 3
VEHICLES : 2
CAPACITY : 10
SERVICE_TIME : 10
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 1 1
3 3 4
DEMAND_SECTION
1 0
2 6
3 7
TIME_WINDOW_SECTION
1 0 100
2 5 50
3 0 60
PRIZE_SECTION
1 0
2 8
3 9
DEPOT_SECTION
1
-1
EOF
"""


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "R0.txt"
    path.write_text(TEXT)
    return path


def test_distances_are_cut_to_a_tenth_and_everything_counts_tenths(text: Path) -> None:
    statement = read_classic(text).statement()
    assert tuple(statement.metres[0][0]) == (0, 14, 50)
    assert statement.seconds == statement.metres
    assert statement.visits[0].arrivals == ((50, 500),)
    assert statement.visits[1].service == 200
    assert [shift.closing for shift in statement.shifts] == [1000, 1000]


def test_the_cost_is_the_distance(text: Path) -> None:
    statement = read_classic(text).statement()
    assert judge(statement, [(0, 1), ()]).cost == 14 + 36 + 50
    assert judge(statement, [(0,), (1,)]).cost == 2 * 14 + 2 * 50


def test_no_visit_is_worth_leaving_out_without_prizes(text: Path) -> None:
    statement = read_classic(text).statement()
    assert all(visit.penalty > 2 * 50 for visit in statement.visits)


def test_loads_are_told_though_nobody_keeps_them(text: Path) -> None:
    classic = read_classic(text)
    assert classic.keeps_loads([(0,), (1,)])
    assert not classic.keeps_loads([(0, 1), ()])


def test_prizes_of_vrplib_are_penalties_in_tenths(tmp_path: Path) -> None:
    pytest.importorskip("vrplib")
    path = tmp_path / "R0.vrp"
    path.write_text(VRPLIB)
    path.with_suffix(".sol").write_text("Route #1: 1\nCost: 118\n")
    classic = read_classic(path)
    statement = classic.statement()
    assert [visit.penalty for visit in statement.visits] == [80, 90]
    assert [visit.service for visit in statement.visits] == [100, 100]
    assert len(statement.shifts) == classic.fleet == 2
    assert judge(statement, [(0,), ()]).cost == classic.known == 118


def test_best_known_distances_are_told_in_tenths(tmp_path: Path) -> None:
    pytest.importorskip("vrplib")
    path = tmp_path / "R0.vrp"
    begin, end = VRPLIB.index("PRIZE_SECTION"), VRPLIB.index("DEPOT_SECTION")
    path.write_text(VRPLIB[:begin] + VRPLIB[end:])
    path.with_suffix(".sol").write_text("Route #1: 1 2\nCost 11.8\n")
    assert read_classic(path).known == 118
