"""One attempt at telling something: no redirect, no proxy, and an end after so many seconds."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from http.client import HTTPException

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from visitplan.webhooks.destination import Destination, UnfitAddressError, destination

CONNECT_SECONDS, WHOLE_SECONDS = 5.0, 15.0


def send(url: str, body: bytes, headers: Mapping[str, str], *, loopback: bool) -> str:
    """Post a body once; return the status of the answer (``204``), or why there was none.

    Of the answer nothing but its status is read. ``loopback`` allows this machine itself.
    """
    try:
        return _post(destination(url, loopback=loopback), body, headers)
    except UnfitAddressError as unfit:
        return unfit.reason
    except ssl.SSLError:
        return "no trusted certificate"
    except TimeoutError:
        return "no answer in time"
    except (OSError, HTTPError, HTTPException, ValueError) as error:
        return "no trusted certificate" if "certificate" in str(error).lower() else "no connection"


def _post(to: Destination, body: bytes, headers: Mapping[str, str]) -> str:
    connection = _connection(to)
    try:
        connection.connect()
        with _cut_off_after(WHOLE_SECONDS, connection.sock):
            connection.request("POST", to.path, body=body, headers=_with_host(headers, to))
            return str(connection.getresponse().status)
    finally:
        connection.close()


def _connection(to: Destination) -> HTTPConnection:
    if not to.is_tls:
        return HTTPConnection(to.ip, to.port, timeout=CONNECT_SECONDS)
    return HTTPSConnection(
        to.ip,
        to.port,
        timeout=CONNECT_SECONDS,
        ssl_context=ssl.create_default_context(),
        server_hostname=to.host,
        assert_hostname=to.host,
    )


def _with_host(headers: Mapping[str, str], to: Destination) -> dict[str, str]:
    return {"Host": to.authority, "Content-Type": "application/json", **headers}


@contextlib.contextmanager
def _cut_off_after(seconds: float, sock: socket.socket) -> Iterator[None]:
    """End a connection that lives longer, as of a server that answers byte by byte."""
    timer = threading.Timer(seconds, _shut, [sock])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _shut(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
