"""A file of the user's own times: read in three forms, and told all that is wrong with it."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_case, a_day, a_place, a_shift, an_agent
from visitplan.domain.course import LegEnds
from visitplan.domain.day import TravelSettings
from visitplan.domain.place import Point
from visitplan.domain.travel import UNREACHABLE, Bounds
from visitplan.errors import TravelDataError
from visitplan.travel.engines.matrix.file import read_matrix_file
from visitplan.travel.opening import open_travel

A, B, C = (Point(lat=60.17, lon=24.9 + n / 100) for n in range(3))
NONE = UNREACHABLE
SECONDS = [[0, 60, 70], [61, 0, NONE], [71, 72, 0]]
METRES = [[0, 600, 700], [610, 0, NONE], [710, 720, 0]]


def opened(path):
    return open_travel(
        TravelSettings(engine="matrix", matrix=path.name),
        folder=path.parent,
        cache=path.parent,
        notify=lambda _: None,
    )


def as_csv(path, places=("C001", "C002", "Branch Sample"), mode=None, sep=","):
    """Write the tables as rows; places are ids, or points."""
    by_point = isinstance(places[0], Point)
    ends = ("from_lat", "from_lon", "to_lat", "to_lon") if by_point else ("from", "to")
    lines = [sep.join((*ends, "seconds", "metres", *(("mode",) if mode else ())))]
    for n, origin in enumerate(places):
        for m, destination in enumerate(places):
            names = [origin, destination]
            if by_point:
                names = [str(d) for p in names for d in (p.lat, p.lon)]
            cell = ["", ""] if SECONDS[n][m] == NONE else [str(SECONDS[n][m]), str(METRES[n][m])]
            lines.append(sep.join((*names, *cell, *((mode,) if mode else ()))))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return path


def none_as_null(rows):
    return [[None if cell == NONE else cell for cell in row] for row in rows]


def as_json(path, places=((60.17, 24.9), (60.17, 24.91), (60.17, 24.92)), mode="drive", **changes):
    tables = {"seconds": none_as_null(SECONDS), "metres": none_as_null(METRES)} | changes
    path.write_text(json.dumps({"places": places, mode: tables}))
    return path


def as_npz(path, **changes):
    arrays = {
        "places": np.array([[p.lat, p.lon] for p in (A, B, C)]),
        "drive_seconds": np.array(SECONDS),
        "drive_metres": np.array(METRES),
    }
    np.savez(path, **{name: a for name, a in (arrays | changes).items() if a is not None})
    return path


def three_forms(folder):
    return [
        as_csv(folder / "a.csv", (A, B, C)),
        as_csv(folder / "b.csv", (A, B, C), sep=";"),
        as_json(folder / "c.json"),
        as_npz(folder / "d.npz"),
    ]


def test_every_form_gives_the_same_matrix(tmp_path):
    for path in three_forms(tmp_path):
        matrix = opened(path).matrix([A, B, C], "drive")
        assert matrix.seconds.tolist() == SECONDS, path.name
        assert matrix.metres.tolist() == METRES, path.name


def test_points_come_in_any_order_and_may_be_few(tmp_path):
    matrix = opened(as_npz(tmp_path / "m.npz")).matrix([C, A], "drive")
    assert matrix.seconds.tolist() == [[0, 71], [70, 0]]


def test_coordinates_are_matched_to_a_metre_and_not_beyond(tmp_path):
    travel = opened(as_npz(tmp_path / "m.npz"))
    near, beyond = Point(lat=60.170003, lon=24.9), Point(lat=60.1701, lon=24.9)
    assert travel.matrix([near, B], "drive").seconds[0, 1] == 60
    assert travel.matrix([beyond, B], "drive").seconds[0, 1] == UNREACHABLE


def test_fractions_of_seconds_are_rounded_up_and_metres_to_the_nearest(tmp_path):
    seconds = np.array(SECONDS, float)
    metres = np.array(METRES, float)
    seconds[0, 1], metres[0, 1] = 59.01, 600.4
    travel = opened(as_npz(tmp_path / "m.npz", drive_seconds=seconds, drive_metres=metres))
    matrix = travel.matrix([A, B], "drive")
    assert (matrix.seconds[0, 1], matrix.metres[0, 1]) == (60, 600)


def a_located_day(path, **changes):
    cases = (a_case(1, place=a_place(60.17, 24.9)), a_case(2, place=a_place(60.17, 24.91)))
    branch = a_place(60.17, 24.92)
    day = a_day(cases=cases, shifts=(a_shift(start=branch, end=branch),), **changes)
    travel = opened(path)
    located, findings = travel.locate(day)
    return travel, located, findings


def test_ids_stand_for_the_cases_and_branches_of_the_day(tmp_path):
    travel, day, findings = a_located_day(as_csv(tmp_path / "m.csv"))
    assert [case.place.problem for case in day.cases] == [None, None]
    assert travel.matrix([A, B, C], "drive").seconds.tolist() == SECONDS
    assert "no way back" in str(findings[-1])


def test_an_agents_id_stands_for_his_home(tmp_path):
    home = a_place(60.17, 24.92)
    shift = a_shift(start=home, end=home, start_label="home", end_label="home")
    travel = opened(as_csv(tmp_path / "m.csv", ("C001", "C002", "A01")))
    day = a_day(cases=(a_case(1, place=a_place(60.17, 24.9)),), shifts=(shift,))
    travel.locate(day)
    assert travel.matrix([A, C], "drive").seconds.tolist() == [[0, 70], [71, 0]]


def test_a_place_that_the_file_does_not_know_is_reported_and_never_planned(tmp_path):
    cases = tuple(a_case(n, place=a_place(60.17, 24.89 + n / 100)) for n in range(1, 4))
    branch = a_place(60.17, 24.9)
    travel = opened(as_csv(tmp_path / "m.csv", ("C001", "C002", "Branch Sample")))
    day, findings = travel.locate(a_day(cases=cases, shifts=(a_shift(start=branch, end=branch),)))
    assert [bool(case.place.problem) for case in day.cases] == [False, False, True]
    assert "C003" in str(findings)


def test_a_start_that_the_file_does_not_know_is_an_error(tmp_path):
    with pytest.raises(TravelDataError, match="shift A01/1"):
        a_located_day(as_csv(tmp_path / "m.csv", ("C001", "C002", "Elsewhere")))


def test_a_mode_without_times_is_an_error_and_public_transport_with_times_is_none(tmp_path):
    agents = (an_agent(mode="transit"),)
    with pytest.raises(TravelDataError, match="no times for the mode transit"):
        a_located_day(as_csv(tmp_path / "m.csv"), agents=agents)
    travel, _, _ = a_located_day(as_csv(tmp_path / "t.csv", mode="transit"), agents=agents)
    assert travel.matrix([A, B], "transit").seconds[0, 1] == 60


def test_legs_are_drawn_straight_and_no_streets_at_all(tmp_path):
    travel = opened(as_npz(tmp_path / "m.npz"))
    assert travel.courses([LegEnds(A, B)], "drive")[0].line.tolist() == [
        [60.17, 24.9],
        [60.17, 24.91],
    ]
    assert travel.street_lines(Bounds(60, 24, 61, 25)) == ()
    assert "m.npz" in travel.description


def grid(change):
    rows = none_as_null(SECONDS)
    change(rows)
    return rows


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"seconds": grid(lambda r: r[0].__setitem__(1, -1))},
            r"drive.seconds\[0, 1\]: is negative",
        ),
        ({"seconds": grid(lambda r: r[0].__setitem__(1, 1e300))}, "absurdly large"),
        (
            {"seconds": grid(lambda r: r[0].__setitem__(1, "60"))},
            r"seconds\[0\]\[1\]: is no number",
        ),
        ({"seconds": grid(lambda r: r[0].__setitem__(1, True))}, "is no number"),
        ({"seconds": grid(lambda r: r[0].__setitem__(1, None))}, "and not both"),
        ({"seconds": grid(lambda r: r.pop())}, "is 2 × 3; give 3 × 3"),
        ({"seconds": grid(lambda r: r[1].pop())}, "rows of different length"),
        ({"seconds": []}, "give 3 × 3"),
        ({"metres": None}, "is missing, or no list"),
    ],
)
def test_tables_with_odd_entries_are_refused_with_their_place(tmp_path, changes, words):
    with pytest.raises(TravelDataError, match=words) as error:
        opened(as_json(tmp_path / "m.json", **changes))
    assert error.value.exit_code == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "this is no .json file"),
        ("[]", "this is no .json file"),
        ('{"places": ["a"], "drive": {"seconds": [[NaN]], "metres": [[0]]}}', "no .json file"),
        ("{}", "places: is missing"),
        ('{"places": ["a", "a"], "drive": {"seconds": [], "metres": []}}', "named twice"),
        ('{"places": [[91, 0]], "drive": {"seconds": [[0]], "metres": [[0]]}}', "is no place"),
        ('{"places": ["a"], "flight": {}}', "flight: is not known"),
        ("[" * 100_000, "this is no .json file"),
    ],
)
def test_other_json_is_refused(tmp_path, text, words):
    path = tmp_path / "m.json"
    path.write_text(text)
    with pytest.raises(TravelDataError, match=words):
        opened(path)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"drive_seconds": np.full((3, 3), np.nan)}, r"\[0, 0\]: is no number \(NaN\)"),
        ({"drive_seconds": np.array(SECONDS) - 5}, "is negative"),
        ({"drive_seconds": np.full((3, 3), np.inf)}, "absurdly large"),
        ({"drive_seconds": np.zeros((2, 2))}, "is 2 × 2; give 3 × 3"),
        ({"drive_seconds": np.zeros(9)}, "no table of numbers"),
        ({"drive_metres": None}, "drive_metres: is missing"),
        ({"places": np.array(["a", "b"])}, "give 2 × 2"),
        ({"places": np.array([[100.0, 0.0]] * 3)}, "no list of places"),
        ({"places": np.array([[0.0, 0.0]] * 3)}, "named twice"),
        ({"walk_hours": np.zeros((3, 3))}, "walk_hours: is not known"),
        ({"places": np.array(["a", 1, None], object)}, "this is no .npz file"),
    ],
)
def test_arrays_with_odd_entries_are_refused_with_their_place(tmp_path, changes, words):
    with pytest.raises(TravelDataError, match=words):
        opened(as_npz(tmp_path / "m.npz", **changes))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("C001,C002,-5,60", "row 2: a number is negative"),
        ("C001,C002,nan,60", "row 2: a number is negative, or no plain number"),
        ("C001,C002,1e5,60", "no plain number"),
        ("C001,,5,60", "row 2: from or to is empty"),
        ("C001,C002,5,\nC002,C001,5,60", "and not both"),
        ("C001,C002,5,60", "1 of 2 pairs have no row"),
        ("C001,C002,5,60\nC001,C002,6,60\nC002,C001,5,60", "row 3: is about a pair"),
    ],
)
def test_rows_that_cannot_be_taken_are_named(tmp_path, row, words):
    path = tmp_path / "m.csv"
    path.write_text(f"from,to,seconds,metres\n{row}\n")
    with pytest.raises(TravelDataError, match=words):
        opened(path)


def test_an_unknown_mode_and_an_unknown_header_are_named(tmp_path):
    with pytest.raises(TravelDataError, match="row 2, mode: is not known"):
        opened(as_csv(tmp_path / "m.csv", mode="flight"))
    (tmp_path / "h.csv").write_text("origin,destination,seconds\n")
    with pytest.raises(TravelDataError, match=r"has no column from_lat, .*, metres"):
        opened(tmp_path / "h.csv")


def test_many_faults_are_told_at_once_and_not_without_end(tmp_path):
    path = tmp_path / "m.csv"
    path.write_text("from,to,seconds,metres\n" + "a,b,x,1\n" * 50)
    with pytest.raises(TravelDataError) as error:
        opened(path)
    lines = str(error.value).splitlines()
    assert len(lines) == 11
    assert "row 2" in lines[0]
    assert "40 more" in lines[-1]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x80\x04K\x01.", b"\xff\xfe\x00"])
@pytest.mark.parametrize("suffix", [".csv", ".json", ".npz"])
def test_other_files_are_refused(tmp_path, content, suffix):
    path = tmp_path / f"m{suffix}"
    path.write_bytes(content)
    with pytest.raises(TravelDataError, match=f"m{suffix}"):
        opened(path)


def test_missing_files_and_other_kinds_are_said(tmp_path):
    with pytest.raises(TravelDataError, match=r"gone\.csv: there is no such file"):
        opened(tmp_path / "gone.csv")
    with pytest.raises(TravelDataError, match=r"read from \.csv, \.json and \.npz"):
        opened(tmp_path / "times.xlsx")


@given(st.integers(1, 6).flatmap(lambda n: st.lists(
    st.lists(st.none() | st.integers(0, 2**30), min_size=n, max_size=n), min_size=n, max_size=n
)))  # fmt: skip
def test_whatever_times_are_written_are_read(tmp_path_factory, rows):
    path = tmp_path_factory.getbasetemp() / "law.json"
    places = [f"p{n}" for n in range(len(rows))]
    path.write_text(json.dumps({"places": places, "walk": {"seconds": rows, "metres": rows}}))
    found = read_matrix_file(path).times["walk"].seconds
    for n, row in enumerate(rows):
        for m, cell in enumerate(row):
            assert found[n, m] == (0 if n == m else UNREACHABLE if cell is None else cell)
