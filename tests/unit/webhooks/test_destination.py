"""Where webhooks may lead: names are resolved once, and no private address is reached by any."""

import socket
from typing import Any

import pytest

from visitplan.webhooks.destination import UnfitAddressError, destination, fault_of

PUBLIC = "93.184.216.34"


@pytest.fixture
def resolve(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let every name mean some addresses, without asking anybody."""

    def means(*addresses: str) -> None:
        found = [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses
        ]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)

    return means


def test_a_public_name_is_connected_to_by_the_address_that_was_resolved(resolve: Any) -> None:
    resolve(PUBLIC)
    found = destination("https://hooks.example/in?of=us", loopback=False)
    assert (found.ip, found.port, found.host) == (PUBLIC, 443, "hooks.example")
    assert (found.path, found.authority) == ("/in?of=us", "hooks.example")


@pytest.mark.parametrize(
    "addresses",
    [
        ("127.0.0.1",), ("10.1.2.3",), ("169.254.169.254",), (PUBLIC, "192.168.0.1"), ("::1",),
        ("::ffff:127.0.0.1",), ("64:ff9b::7f00:1",), ("2002:7f00:1::",), ("fd00::1",),
        ("255.255.255.255",), ("224.0.0.1",), ("fe80::1%eth0",),
    ],
)  # fmt: skip
def test_a_name_that_means_a_private_address_leads_nowhere(
    resolve: Any, addresses: tuple[str, ...]
) -> None:
    resolve(*addresses)
    with pytest.raises(UnfitAddressError, match="private address"):
        destination("https://hooks.example/", loopback=False)


def test_this_machine_is_reached_only_where_that_is_allowed(resolve: Any) -> None:
    resolve("127.0.0.1")
    assert destination("http://localhost:8080/", loopback=True).port == 8080
    with pytest.raises(UnfitAddressError, match="not https"):
        destination("http://localhost:8080/", loopback=False)
    resolve("10.0.0.1")
    with pytest.raises(UnfitAddressError, match="private address"):
        destination("https://hooks.example/", loopback=True)
    resolve(PUBLIC)
    with pytest.raises(UnfitAddressError, match="not https"):
        destination("http://hooks.example/", loopback=True)


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1"])
def test_other_ways_to_write_this_machine_mean_the_same(host: str) -> None:
    with pytest.raises(UnfitAddressError):
        destination(f"https://{host}/", loopback=False)


def test_what_the_text_tells_already_is_told_at_once() -> None:
    assert fault_of("https://hooks.example/", loopback=False) == ""
    assert fault_of("https://127.0.0.1/", loopback=False) == "private address"
    assert fault_of("https://127.0.0.1/", loopback=True) == ""
    assert fault_of("gopher://hooks.example/", loopback=True) == "not https"


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example/", "ftp://hooks.example/", "https://", "hooks.example",
        "https://10.0.0.1/", "https://169.254.169.254/latest/meta-data/", "https://[::1]/",
        "https://[::ffff:10.0.0.1]/", "https://[64:ff9b::a00:1]/", "https://192.168.1.1:8443/",
        "https://0.0.0.0/", "https://224.0.0.1/", "https://user:secret@hooks.example/",
        "https://hooks.example/#fragment", "https://hooks.example:99999/", "https://ho oks/",
        "file:///etc/passwd", "https://[fe80::1]/", "https://100.64.0.1/", "https://h\n.example",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_or_not_https_is_no_destination(url: str) -> None:
    assert fault_of(url, loopback=False)
