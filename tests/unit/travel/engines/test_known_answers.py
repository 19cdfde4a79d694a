"""What a routing server answered is not asked for again, as long as it counts."""

import threading
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import flat_world
import numpy as np
import pytest
from local_server import serving

from visitplan.domain.course import LegEnds
from visitplan.domain.day import TravelSettings
from visitplan.domain.place import Point
from visitplan.domain.routing_server import RoutingServer
from visitplan.travel.engines.remote.answer_file import Age, AnswerFile
from visitplan.travel.engines.remote.known import UNKNOWN, Known
from visitplan.travel.engines.remote.service import NOWHERE, Block
from visitplan.travel.opening import open_travel

KINDS = {"osrm": flat_world.osrm, "valhalla": flat_world.valhalla}
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture(params=KINDS)
def engine(request):
    return request.param


@pytest.fixture
def server(engine):
    with serving(KINDS[engine]) as local:
        yield local


@pytest.fixture
def opened(tmp_path, engine, server):
    def opening(at=NOW, said=None, **changes):
        named = {"urls": {"drive": server.url}, "private_network": True, "points_per_request": 3}
        return open_travel(
            TravelSettings(engine=engine, server=RoutingServer(**named | changes)),
            folder=tmp_path,
            cache=tmp_path / "cache",
            notify=(said if said is not None else []).append,
            now=lambda: at,
        )

    return opening


def points_in_a_row(count):
    return [Point(lat=60 + n / 1000, lon=24 + n / 500) for n in range(count)]


def legs_of(points):
    return [LegEnds(*ends) for ends in pairwise(points)]


def test_a_day_that_was_answered_once_is_not_asked_for_again(opened, server):
    points = points_in_a_row(7)
    first, drawn = opened().matrix(points, "drive"), opened().courses(legs_of(points), "drive")
    questions = len(server.asked)
    again, redrawn = opened().matrix(points, "drive"), opened().courses(legs_of(points), "drive")
    assert len(server.asked) == questions
    assert (again.seconds == first.seconds).all()
    assert (again.metres == first.metres).all()
    assert [c.line.tolist() for c in redrawn] == [c.line.tolist() for c in drawn]
    assert [c.streets for c in redrawn] == [c.streets for c in drawn]


def test_one_more_place_is_asked_for_alone(opened, server):
    points = points_in_a_row(6)
    opened().matrix(points, "drive")
    asked = len(server.asked)
    new = points_in_a_row(9)[8]
    whole = opened().matrix([*points, new], "drive")
    assert (
        len(server.asked) - asked == 1 + 2 * 2 + 1
    )  # where it stands, its column, its row, itself
    assert (whole.seconds == opened(keep_days=0).matrix([*points, new], "drive").seconds).all()


def test_an_answer_counts_for_so_many_days(opened, server):
    points = points_in_a_row(3)
    opened(keep_days=7).matrix(points, "drive")
    asked = len(server.asked)
    opened(NOW + timedelta(days=7), keep_days=7).matrix(points, "drive")
    assert len(server.asked) == asked
    opened(NOW + timedelta(days=7, seconds=1), keep_days=7).matrix(points, "drive")
    assert len(server.asked) == 2 * asked


def test_without_days_nothing_is_kept(opened, server, tmp_path):
    points = points_in_a_row(3)
    opened(keep_days=0).matrix(points, "drive")
    asked = len(server.asked)
    opened(keep_days=0).matrix(points, "drive")
    assert len(server.asked) == 2 * asked
    assert not (tmp_path / "cache").exists()


def test_another_server_or_profile_is_asked_itself(opened, server, engine):
    points = points_in_a_row(3)
    opened().matrix(points, "drive")
    asked = len(server.asked)
    opened(profiles={"drive": "taxi"}).matrix(points, "drive")
    assert len(server.asked) == 2 * asked
    with serving(KINDS[engine]) as other:
        opened(urls={"drive": other.url}).matrix(points, "drive")
        assert len(other.asked) == asked


def test_what_is_kept_names_nobody_and_only_its_owner_may_read_it(opened, tmp_path):
    opened().matrix(points_in_a_row(3), "drive")
    (file,) = (tmp_path / "cache").rglob("*.sqlite")
    assert file.stat().st_mode & 0o077 == 0


def test_a_damaged_file_is_begun_anew_and_the_day_is_planned(opened, tmp_path):
    file, said = tmp_path / "cache" / "servers" / "answers.sqlite", []
    file.parent.mkdir(parents=True)
    file.write_bytes(b"no base at all" * 100)
    points = points_in_a_row(3)
    assert (opened(said=said).matrix(points, "drive").seconds >= 0).all()
    assert said[0] == "the kept answers of routing servers were damaged; they begin anew"
    assert file.read_bytes().startswith(b"SQLite format 3")


def test_where_nothing_can_be_kept_the_server_is_asked_each_time(opened, server, tmp_path):
    (tmp_path / "cache").write_text("a file in the way")
    points = points_in_a_row(3)
    opened().matrix(points, "drive")
    asked = len(server.asked)
    assert (opened().matrix(points, "drive").seconds >= 0).all()
    assert len(server.asked) == 2 * asked


def a_file(tmp_path, largest=10_000_000):
    ages = iter(range(1000, 20_000))
    return AnswerFile(
        tmp_path / "a.sqlite", age=lambda: Age(next(ages), 0), notify=pytest.fail, largest=largest
    )


def a_block(rows, columns):
    cells = np.arange(rows * columns, dtype=np.int64).reshape(rows, columns)
    return Block(cells, cells + 7)


def test_the_oldest_answers_leave_where_there_are_too_many(tmp_path):
    known, points = Known(a_file(tmp_path, largest=200_000), "somebody"), points_in_a_row(200)
    for point in points:
        known.keep_block([point], points, a_block(1, 200))
    told = known.block(points, points).seconds != UNKNOWN
    assert told[-1].all()
    assert not told[0].any()
    assert (tmp_path / "a.sqlite").stat().st_size < 250_000


def test_a_place_without_a_street_is_known_as_such(tmp_path):
    known, points = Known(a_file(tmp_path), "somebody"), points_in_a_row(2)
    known.keep_snaps(points, np.array([3.5, NOWHERE]))
    assert known.snaps([*points, Point(lat=1.0, lon=1.0)]).tolist()[:2] == [3.5, NOWHERE]
    assert np.isnan(known.snaps([Point(lat=1.0, lon=1.0)])).all()


def test_several_may_keep_answers_at_once(tmp_path):
    everywhere, known = points_in_a_row(40), Known(a_file(tmp_path), "somebody")

    def keep(number):
        for n in range(number, 40, 4):
            known.keep_block([everywhere[n]], everywhere, a_block(1, 40))

    threads = [threading.Thread(target=keep, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (known.block(everywhere, everywhere).seconds == np.arange(40)).all()
