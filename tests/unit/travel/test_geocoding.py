"""Addresses asked of a service: nothing else is sent, nothing tried for ever, nothing lost."""

import logging
import socket
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from address_server import a_feature, a_house, address_server

from visitplan.domain.geocoding import AddressRecord, GeocodingSettings
from visitplan.errors import TravelDataError
from visitplan.travel.extract import Address
from visitplan.travel.geocoding.answers import Answers
from visitplan.travel.geocoding.asking import Asker, Time
from visitplan.travel.geocoding.book import AddressBook
from visitplan.travel.geocoding.geocoder import Geocoder, NoIndex
from visitplan.travel.geocoding.geopy_service import GeopyService

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
BAKER, LABEL = "Baker Street 221", "221, Baker Street, Sampleton"


class Waits:
    """A clock that only waiting moves."""

    def __init__(self):
        self.waited = []

    def seconds(self):
        return sum(self.waited)

    def wait(self, seconds):
        self.waited.append(seconds)


@pytest.fixture
def server():
    with address_server() as running:
        yield running


@pytest.fixture
def waits():
    return Waits()


@pytest.fixture
def look(server, waits, tmp_path):
    """Return what looks for addresses by the server alone; ``settings`` as the user writes them."""
    opened = []

    def made(*, index=None, key=None, at=NOW, notify=lambda _: None, **settings):
        asked = GeocodingSettings(
            **{"service": "nominatim", "allow": True, "url": server.url, "private_network": True}
            | {"timeout_seconds": 0.5, "user_agent": "tests"}
            | settings
        )
        answers = Answers(tmp_path / "answers.sqlite", "nominatim", notify=notify)
        opened.append(answers)
        service = GeopyService(asked, key)
        asker = Asker(service, asked, Time(waits.seconds, waits.wait))
        return Geocoder(
            asked, index=index or NoIndex(), answers=answers, asker=asker, now=lambda: at
        ).record

    yield made
    for answers in opened:
        answers.__exit__(None, None, None)


def test_a_house_is_found_with_its_source_time_and_precision(server, look):
    server.known[BAKER] = [a_house(51.5237, -0.1585, LABEL)]
    record = look()(BAKER)
    assert (record.status, record.precision, record.source) == ("ok", "exact", "nominatim")
    assert (record.point.lat, record.at, record.kept) == (51.5237, NOW, False)


def test_the_address_that_was_judged_is_asked_whatever_its_name_stands_for_later(
    server, look, monkeypatch
):
    server.known[BAKER] = [a_house(51.5237, -0.1585, LABEL)]
    port = server.url.rpartition(":")[2]
    record = look(url=f"http://localhost:{port}")
    here = socket.getaddrinfo

    def rebound(host, *more, **named):
        return here("192.0.2.1" if host == "localhost" else host, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", rebound)
    assert record(BAKER).status == "ok"
    assert server.headers_seen[0]["Host"] == f"localhost:{port}"


def test_no_proxy_of_the_environment_is_used(server, look, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.known[BAKER] = [a_house(51.5237, -0.1585, LABEL)]
    assert look()(BAKER).status == "ok"
    elsewhere = GeopyService(GeocodingSettings(service="photon", allow=True), None)
    assert elsewhere._geocoder.adapter.session.proxies == {}


def test_nothing_but_the_address_is_sent(server, look):
    look()(BAKER)
    assert [sorted(question) for question in server.asked] == [["format", "limit", "q"]]
    assert server.asked[0] == {"q": [BAKER], "format": ["json"], "limit": ["5"]}
    headers = {name.lower() for name in server.headers_seen[0]}
    assert headers <= {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert server.headers_seen[0]["User-Agent"] == "tests"


def test_photon_is_asked_for_the_address_alone_too(server, look):
    server.known[BAKER] = [a_feature(51.5237, -0.1585, LABEL)]
    assert look(service="photon")(BAKER).status == "ok"
    assert server.asked == [{"q": [BAKER], "limit": ["5"]}]


@pytest.mark.parametrize(
    ("results", "status", "precisions"),
    [
        ([], "not_found", []),
        ([a_house(51.5, 0, "Baker Street, Sampleton", rank=26)], "ambiguous", ["street"]),
        ([a_house(51.5, 0, "Sampleton", rank=16)], "ambiguous", ["area"]),
        ([a_house(51.5, 0, "22, Baker Street, Sampleton")], "ambiguous", ["street"]),
        ([a_house(51.5, 0, LABEL), a_house(52.5, 0, LABEL)], "ambiguous", ["exact", "exact"]),
        ([a_house(51.5, 0, LABEL), a_house(51.5001, 0, LABEL)], "ok", []),
        ([a_house(51.5, 0, LABEL), a_house(51.6, 0, "Baker Street", rank=26)], "ok", []),
    ],
)
def test_only_one_house_is_taken_everything_else_is_for_somebody_to_choose(
    server, look, results, status, precisions
):
    server.known[BAKER] = results
    record = look()(BAKER)
    assert record.status == status
    assert [candidate.precision for candidate in record.candidates] == precisions
    assert bool(record.reason) == (status != "ok")


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("南京东路21号", ["南京东路21号", "南京东路 21"]),
        ("上海市南京东路21号3楼", ["上海市南京东路21号3楼", "上海市南京东路 21"]),
        ("南京东路21", ["南京东路21", "南京东路 21"]),
        ("南京东路 21", ["南京东路 21"]),
        ("南京东路123弄45号", ["南京东路123弄45号"]),
        (BAKER, [BAKER]),
    ],
)
def test_a_chinese_number_is_asked_for_as_written_and_then_apart(server, look, address, asked):
    look(rate=1000)(address)
    assert [question["q"][0] for question in server.asked] == asked


def test_the_form_that_is_known_is_the_last_one_asked_for(server, look):
    server.known["南京东路21号"] = [a_house(31.2304, 121.4737, "21, 南京东路, 上海市")]
    assert look()("南京东路21号").precision == "exact"
    assert len(server.asked) == 1


def test_an_answer_is_asked_for_once_however_the_address_is_spelt(server, look):
    server.known[BAKER] = [a_house(51.5237, -0.1585, LABEL)]
    first = look()(BAKER)
    again = look()("  baker st.  221, apt 4")
    assert len(server.asked) == 1
    assert (again.kept, again.point, again.query) == (True, first.point, "  baker st.  221, apt 4")


def test_what_is_known_not_to_be_known_is_not_asked_again(server, look):
    for _ in range(2):
        assert look()(BAKER).status == "not_found"
    assert len(server.asked) == 1


def test_an_old_answer_is_asked_for_anew(server, look):
    look(keep_days=30)(BAKER)
    look(keep_days=30, at=NOW + timedelta(days=31))(BAKER)
    assert len(server.asked) == 2


def test_the_map_comes_before_the_service_and_kept_answers_before_the_map(server, look):
    index = AddressBook([Address("Baker Street", "221", "", "", 51.0, 0.0)])
    assert look(index=index)(BAKER).source == "map"
    assert server.asked == []
    server.known[BAKER] = [a_house(51.5237, -0.1585, LABEL)]
    look()(BAKER)
    assert look(index=index)(BAKER).source == "nominatim"


def test_an_address_the_map_leaves_open_comes_with_its_choices(server, look):
    houses = [
        Address("Main Street", "5", town, "", lat, 0.0) for town, lat in (("A", 51), ("B", 52))
    ]
    record = look(index=AddressBook(houses))("Main Street 5")
    assert record.status == "ambiguous"
    assert [c.label for c in record.candidates] == ["Main Street 5, A", "Main Street 5, B"]


@pytest.mark.parametrize(
    ("status", "reason"), [(429, "asked too often"), (403, "refuses"), (401, "key")]
)
def test_after_a_refusal_nobody_is_asked_any_more(server, look, waits, status, reason):
    server.fail(status)
    record = look()
    answers = [record(f"Baker Street {number}") for number in range(1, 6)]
    assert {answer.status for answer in answers} == {"error"}
    assert all(reason in answer.reason for answer in answers)
    assert len(server.asked) == 1
    assert waits.waited == []


def test_how_long_a_refusal_lasts_is_told_and_not_waited_for(server, look, waits):
    server.fail(429, Retry_After="7")
    assert "for 7 s" in look()(BAKER).reason
    assert waits.waited == []


def test_errors_are_not_kept_so_the_next_run_asks_again(server, look):
    server.known[BAKER] = [a_house(51.5237, -0.1585, LABEL)]
    server.fail(429, times=1)
    assert look()(BAKER).status == "error"
    assert look()(BAKER).status == "ok"


def test_a_server_in_trouble_is_tried_again_at_growing_distances(server, look, waits):
    server.known[BAKER] = [a_house(51.5237, -0.1585, LABEL)]
    server.fail(503, times=2)
    assert look(rate=1000)(BAKER).status == "ok"
    assert waits.waited == [1.0, 2.0]
    assert len(server.asked) == 3


def test_a_server_that_stays_silent_is_left_alone_after_three_addresses(server, look):
    server.fail(500)
    record = look(rate=1000)
    answers = [record(f"Baker Street {number}") for number in range(1, 8)]
    assert {answer.status for answer in answers} == {"error"}
    assert len(server.asked) == 9


def test_a_slow_server_is_given_up_on(server, look):
    server.slow_seconds = 0.2
    record = look(timeout_seconds=0.05, rate=1000)(BAKER)
    assert (record.status, record.reason) == ("error", "it takes too long")


def test_a_server_that_is_down_is_told_as_such(server, look):
    record = look(url="http://127.0.0.1:9", rate=1000)(BAKER)
    assert (record.status, record.reason) == ("error", "it cannot be reached")


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<html>Login</html>", b"null", b"[null]", b"{}", b"[1, 2]", b'[{"lat": null}]',
        b'[{"lat": "x", "lon": "y", "display_name": "z"}]', b"\xff\xfe", b'{"error": "no"}',
        b'[{"lat": "95", "lon": "0", "display_name": "z"}]', b'"' + b"[" * 100,
        b'[{"lat": "NaN", "lon": "0", "display_name": "z"}]', b"[" * 5000,
    ],
)  # fmt: skip
def test_an_answer_that_means_nothing_is_no_answer_and_no_crash(server, look, body):
    server.fail(200, body)
    record = look()(BAKER)
    assert record.status in {"error", "not_found"}
    assert record.point is None


def test_the_rate_is_kept(look, waits):
    record = look(rate=2)
    for number in range(1, 5):
        record(f"Baker Street {number}")
    assert waits.waited == [0.5, 0.5, 0.5]


def test_the_budget_ends_the_asking_tries_included(server, look):
    server.fail(503, times=2)
    record = look(budget=4, rate=1000)
    reasons = [record(f"Baker Street {number}").reason for number in range(1, 5)]
    assert len(server.asked) == 4
    assert reasons[-1] == "the budget of questions is used up"


def test_nobody_is_sent_elsewhere(server, look):
    with address_server() as other:
        server.fail(302, Location=f"{other.url}/search?q=stolen")
        assert look(rate=1000)(BAKER).status == "error"
        assert other.asked == []


def test_neither_logs_nor_reasons_quote_an_address(server, look, caplog):
    caplog.set_level(logging.DEBUG)
    for status in (429, 500, 503, 200):
        server.fail(status, f"<p>{BAKER}</p>".encode(), times=9)
        assert "Baker" not in look(rate=1000)(BAKER).reason
    assert "Baker" not in caplog.text
    assert "Baker" not in "".join(map(str, caplog.records))


@pytest.mark.parametrize(
    ("url", "private", "reason"),
    [
        ("http://169.254.169.254", True, "link-local"),
        ("http://[::ffff:169.254.169.254]", True, "link-local"),
        ("http://127.0.0.1:8080", False, "private network"),
        ("https://2130706433", False, "private network"),
        ("http://8.8.8.8", True, "without encryption"),
    ],
)
def test_a_service_stands_only_where_it_may(url, private, reason):
    settings = GeocodingSettings(service="photon", url=url, private_network=private, allow=True)
    with pytest.raises(TravelDataError, match=reason):
        GeopyService(settings, None)


def test_a_service_without_what_it_needs_is_an_error_with_a_remedy():
    with pytest.raises(TravelDataError, match="key_env"):
        GeopyService(GeocodingSettings(service="opencage", allow=True), None)
    with pytest.raises(TravelDataError, match="remove key_env"):
        GeopyService(GeocodingSettings(service="photon", allow=True), "a key")


def test_answers_in_mainland_coordinates_become_wgs84(server, look):
    server.known["南京东路21号"] = [a_house(31.228457738, 121.478223059, "21, 南京东路")]
    point = look(coordinates="gcj02")("南京东路21号").point
    assert (point.lat, point.lon) == pytest.approx((31.2304, 121.4737), abs=1e-8)


def test_the_kept_answers_are_bounded_and_the_oldest_leave(tmp_path):
    with Answers(tmp_path / "a.sqlite", "s", notify=print, most=3) as answers:
        geocoder_records = [a_record(f"Baker Street {number}") for number in range(1, 6)]
        for number, record in enumerate(geocoder_records):
            answers.keep(record, at=NOW + timedelta(hours=number))
        kept = [bool(answers.get(r.query, since=NOW)) for r in geocoder_records]
    assert kept == [False, False, True, True, True]


def test_a_damaged_file_of_answers_is_begun_anew(tmp_path):
    file, news = tmp_path / "a.sqlite", []
    file.write_bytes(b"no database at all, but long enough to be read as one" * 50)
    with Answers(file, "s", notify=news.append) as answers:
        answers.keep(a_record(BAKER), at=NOW)
        assert answers.get(BAKER, since=NOW)
    assert len(news) == 1


def test_where_nothing_can_be_written_answers_still_come(tmp_path):
    (tmp_path / "file").write_text("in the way")
    news = []
    with Answers(tmp_path / "file" / "a.sqlite", "s", notify=news.append) as answers:
        answers.keep(a_record(BAKER), at=NOW)
        assert answers.get(BAKER, since=NOW)
    assert news


def test_a_row_that_was_tampered_with_is_no_answer(tmp_path):
    file, news = tmp_path / "a.sqlite", []
    with Answers(file, "s", notify=news.append) as answers:
        answers.keep(a_record(BAKER), at=NOW)
        with sqlite3.connect(file) as other:
            other.execute("UPDATE answer SET record = '{\"status\": 1}'")
        other.close()
        assert answers.get(BAKER, since=NOW) is None
    assert news


def test_answers_are_for_their_owner_only(tmp_path):
    with Answers(tmp_path / "a.sqlite", "s", notify=print):
        assert (tmp_path / "a.sqlite").stat().st_mode & 0o077 == 0


def a_record(address):
    return AddressRecord(query=address, status="not_found", source="s")
