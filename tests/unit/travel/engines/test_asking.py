"""Asking a server: again while it is busy, within one budget, and nowhere it should not reach."""

import json
import socket
import threading
import time

import pytest
from local_server import Reply, serving, told

from visitplan.errors import TravelDataError
from visitplan.travel.engines.endpoint import find_endpoint
from visitplan.travel.engines.remote import server as module
from visitplan.travel.engines.remote.server import Budget, Server


def asker(url):
    return Server(find_endpoint(url, private_network=True))


def busy_at_first(times, reply):
    left = iter([reply] * times)
    return lambda _: next(left, told({"code": "Ok"}))


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again(status):
    with serving(busy_at_first(2, Reply(status))) as server:
        answer = asker(server.url).ask("/table", Budget(10))
        assert answer.content == {"code": "Ok"}
        assert len(server.asked) == 3


def test_the_pause_that_a_server_asks_for_is_kept():
    with serving(busy_at_first(1, Reply(429, headers={"Retry-After": "1"}))) as server:
        begin = time.monotonic()
        asker(server.url).ask("/", Budget(10))
        assert time.monotonic() - begin >= 1


def test_a_pause_beyond_the_budget_is_not_waited_for():
    with (
        serving(lambda _: Reply(429, headers={"Retry-After": "3600"})) as server,
        pytest.raises(TravelDataError, match=r"busy \(HTTP 429\) until the 5 s"),
    ):
        asker(server.url).ask("/", Budget(5))
    assert len(server.asked) == 1


@pytest.mark.parametrize("pause", ["Wed, 21 Oct 2026 07:28:00 GMT", "-5", "", "１"])
def test_an_odd_pause_is_not_heeded(pause):
    headers = {"Retry-After": pause} if pause.isascii() else {}
    with serving(busy_at_first(1, Reply(503, headers=headers))) as server:
        asker(server.url).ask("/", Budget(10))
        assert len(server.asked) == 2


def test_a_server_that_stays_busy_is_given_up_when_the_budget_is_over():
    with serving(lambda _: Reply(503)) as server, pytest.raises(TravelDataError, match="busy"):
        asker(server.url).ask("/", Budget(1))
    assert 1 < len(server.asked) < 10


def test_nobody_listening_is_said():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    with pytest.raises(TravelDataError, match=f"127.0.0.1:{port} could not be reached until"):
        asker(f"http://127.0.0.1:{port}").ask("/", Budget(0.4))


def test_a_silent_server_is_given_up():
    with (
        serving(lambda _: (time.sleep(1), told({}))[1]) as server,
        pytest.raises(TravelDataError, match="too slow"),
    ):
        asker(server.url).ask("/", Budget(0.3))


def dripping(connection):
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"
    connection.recv(65_536)
    try:
        connection.sendall(head)
        for _ in range(100):
            connection.sendall(b"[")
            time.sleep(0.05)
    except OSError:
        pass


def test_an_answer_that_drips_does_not_outlive_the_budget():
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve():
            connection, _ = listening.accept()
            with connection:
                dripping(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        begin = time.monotonic()
        with pytest.raises(TravelDataError, match="too slow"):
            asker(f"http://127.0.0.1:{listening.getsockname()[1]}").ask("/", Budget(0.5))
        assert time.monotonic() - begin < 4
        thread.join()


def test_an_answer_that_breaks_off_is_asked_for_again():
    cut = Reply(200, b'{"co', {"Content-Length": "14", "Connection": "close"})
    with serving(busy_at_first(1, cut)) as server:
        assert asker(server.url).ask("/", Budget(5)).content == {"code": "Ok"}
        assert len(server.asked) == 2


def test_an_answer_larger_than_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(module, "LARGEST_ANSWER", 1000)
    with (
        serving(lambda _: told(["x" * 2000])) as server,
        pytest.raises(TravelDataError, match="more than"),
    ):
        asker(server.url).ask("/", Budget(5))


def test_a_question_is_posted_and_none_is_got():
    with serving(lambda _: told({})) as server:
        asking = asker(f"{server.url}/maps")
        asking.ask("/a?b=1", Budget(5))
        asking.ask("/c", Budget(5), question={"lat": 1})
        assert [asked[:2] for asked in server.asked] == [
            ("GET", "/maps/a?b=1"),
            ("POST", "/maps/c"),
        ]
        assert server.asked[1].question == {"lat": 1}


def test_the_host_is_called_by_the_name_that_was_asked_for():
    with serving(lambda _: told({})) as server:
        url = server.url.replace("127.0.0.1", "localhost")
        asker(url).ask("/", Budget(5))
        assert server.asked[0].headers["Host"] == url.removeprefix("http://")


def resolving_to(monkeypatch, *addresses):
    def found(host, port, **kwargs):
        del host, kwargs
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses
        ]

    monkeypatch.setattr(socket, "getaddrinfo", found)


@pytest.mark.parametrize(
    "address",
    ["169.254.169.254", "fe80::1%eth0", "::ffff:169.254.169.254", "::", "224.0.0.1",
     "255.255.255.255", "240.0.0.1"],
)  # fmt: skip
@pytest.mark.parametrize("private", [True, False])
def test_link_local_and_reserved_addresses_are_never_asked(monkeypatch, address, private):
    resolving_to(monkeypatch, address)
    with pytest.raises(TravelDataError, match=r"link-local or reserved|private network"):
        find_endpoint("https://maps.example", private_network=private)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.5", "192.168.1.2", "::1",
                                     "::ffff:127.0.0.1", "fd00::1", "100.64.0.1"])  # fmt: skip
def test_private_addresses_are_asked_only_in_a_private_network(monkeypatch, address):
    resolving_to(monkeypatch, address)
    with pytest.raises(TravelDataError, match="private_network = true"):
        find_endpoint("https://maps.example", private_network=False)
    assert find_endpoint("http://maps.example", private_network=True).host == "maps.example"


@pytest.mark.parametrize("url", ["http://2130706433", "http://0x7f000001", "http://127.1"])
def test_a_number_that_means_loopback_is_loopback(url):
    try:
        with pytest.raises(TravelDataError, match="private_network = true"):
            find_endpoint(url, private_network=False)
    except socket.gaierror:  # pragma: no cover - some resolvers know no such numbers
        pytest.skip("this resolver knows no such addresses")


@pytest.mark.parametrize("private", [True, False])
def test_a_public_address_is_asked_only_with_encryption(monkeypatch, private):
    resolving_to(monkeypatch, "93.184.215.14")
    with pytest.raises(TravelDataError, match="without encryption"):
        find_endpoint("http://maps.example", private_network=private)
    assert find_endpoint("https://maps.example:8443/x/", private_network=private)[1:] == (
        "maps.example", "93.184.215.14", 8443, "/x",
    )  # fmt: skip


def test_one_forbidden_address_among_several_is_enough(monkeypatch):
    resolving_to(monkeypatch, "93.184.215.14", "10.0.0.1")
    with pytest.raises(TravelDataError, match="private network"):
        find_endpoint("https://maps.example", private_network=False)


def test_a_name_that_changes_its_mind_leads_nowhere_else(monkeypatch):
    with serving(lambda _: told({"here": True})) as server:
        port = int(server.url.rsplit(":", 1)[1])
        resolving_to(monkeypatch, "127.0.0.1")
        asking = asker(f"http://maps.example:{port}")
        resolving_to(monkeypatch, "169.254.169.254")
        monkeypatch.undo()
        assert asking.ask("/", Budget(5)).content == {"here": True}


def test_an_unknown_name_is_said(monkeypatch):
    def unknown(*args, **kwargs):
        del args, kwargs
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(TravelDataError, match=r"maps\.example cannot be found"):
        find_endpoint("https://maps.example", private_network=False)


def test_a_port_beyond_all_ports_is_said():
    with pytest.raises(TravelDataError, match="1 to 65535"):
        find_endpoint("https://maps.example:99999", private_network=False)


def test_what_is_asked_is_in_no_message():
    with serving(lambda _: Reply(404)) as server, pytest.raises(TravelDataError) as error:
        asker(server.url).ask("/table/v1/driving/24.94,60.17", Budget(5))
    assert "24.94" not in json.dumps(str(error.value))
