"""Asking a routing server: patient within a budget, and trusting nothing that comes back.

Messages name the server, never what was asked: a question holds the places of customers.
"""

import json
import time
from collections.abc import Mapping
from typing import Any, NamedTuple, NoReturn

import urllib3

from visitplan.errors import TravelDataError
from visitplan.travel.engines.endpoint import Endpoint, connections_to

LARGEST_ANSWER = 32_000_000
"""Bytes; a thousand times what 2,500 pairs take."""

_BUSY = {429, 502, 503, 504}
_PAUSES = (0.25, 0.5, 1.0, 2.0, 4.0)
"""Seconds before it is asked again; one that is down is given up after eight."""

_AGENT = "visitplan (routing client)"


class Budget:
    """Seconds that may be spent on asking, begun when it is made."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._ends = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that are left; none or less when it is used up."""
        return self._ends - time.monotonic()


class Answer(NamedTuple):
    """What a server said: the status, and the JSON object."""

    status: int
    content: Mapping[str, Any] | list[Any]


class _NotNowError(Exception):
    """The server may answer when asked again; ``pause`` is how long it wants to be left alone."""

    def __init__(self, reason: str, pause: float = 0.0) -> None:
        super().__init__(reason)
        self.pause = pause


class Server:
    """One server, with a connection that is kept open between questions."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._pool = connections_to(endpoint)

    def ask(self, path: str, budget: Budget, *, question: object = None) -> Answer:
        """Return the answer to a question: GET, or POST where there is a JSON ``question``.

        Asks again, with growing pauses, while the server is busy or cannot be reached, a few times
        and within the budget. Raises TravelDataError when there is no answer that can be read.
        """
        for pause in _PAUSES:
            try:
                return self._once(path, budget, question)
            except _NotNowError as busy:
                wait = max(pause, busy.pause)
                if wait >= budget.left:
                    self._give_up(f"{busy} until the {budget.seconds:g} s for asking were over")
            time.sleep(wait)
        try:
            return self._once(path, budget, question)
        except _NotNowError as busy:
            self._give_up(f"{busy}, {len(_PAUSES) + 1} times in a row")

    def _once(self, path: str, budget: Budget, question: object) -> Answer:
        left = budget.left
        if left <= 0:
            raise _NotNowError("was too slow")
        try:
            response = self._send(path, question, left)
            try:
                self._judge(response)
                return Answer(response.status, self._content(response, budget))
            finally:
                response.close()
        except urllib3.exceptions.NewConnectionError:
            raise _NotNowError("could not be reached") from None
        except urllib3.exceptions.TimeoutError:
            raise _NotNowError("was too slow") from None
        except urllib3.exceptions.SSLError:
            self._give_up("has no certificate that can be trusted")
        except (urllib3.exceptions.HTTPError, OSError):
            raise _NotNowError("could not be reached") from None

    def _send(self, path: str, question: object, seconds: float) -> urllib3.BaseHTTPResponse:
        body = None if question is None else json.dumps(question).encode()
        return self._pool.urlopen(
            "GET" if body is None else "POST",
            f"{self.endpoint.path}{path}",
            body=body,
            headers=_headers(self.endpoint, body),
            timeout=urllib3.Timeout(total=seconds),
            retries=False,
            redirect=False,
            assert_same_host=False,
            preload_content=False,
            decode_content=False,
        )

    def _judge(self, response: urllib3.BaseHTTPResponse) -> None:
        if response.status in _BUSY:
            raise _NotNowError(f"was busy (HTTP {response.status})", _asked_pause(response))
        if 300 <= response.status < 400:
            self._give_up("sends elsewhere, and is not followed; write its final address in url")
        if response.status not in {200, 400}:
            self._give_up(f"answered with HTTP {response.status}")

    def _content(
        self, response: urllib3.BaseHTTPResponse, budget: Budget
    ) -> dict[str, Any] | list[Any]:
        try:
            content = json.loads(self._bytes(response, budget), parse_constant=_no_number)
        except (ValueError, RecursionError):
            self._give_up(f"answered with {_kind(response)}, not with JSON")
        if not isinstance(content, dict | list):
            self._give_up("answered with JSON of another form")
        return content

    def _bytes(self, response: urllib3.BaseHTTPResponse, budget: Budget) -> bytes:
        whole = bytearray()
        while part := response.read1(1 << 16):
            whole += part
            if len(whole) > LARGEST_ANSWER:
                self._give_up(f"answered with more than {LARGEST_ANSWER // 1_000_000} MB")
            if budget.left <= 0:
                raise _NotNowError("was too slow")
        return bytes(whole)

    def _give_up(self, reason: str) -> NoReturn:
        raise TravelDataError(f"the routing server {self.endpoint.name} {reason}")


def _headers(endpoint: Endpoint, body: bytes | None) -> dict[str, str]:
    headers = {
        "Host": endpoint.header,
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "User-Agent": _AGENT,
    }
    return headers if body is None else headers | {"Content-Type": "application/json"}


def _asked_pause(response: urllib3.BaseHTTPResponse) -> float:
    """Return the seconds of ``Retry-After``; the form with a date is not heeded."""
    text = response.headers.get("Retry-After", "")
    return float(text) if text.isascii() and text.isdecimal() else 0.0


def _kind(response: urllib3.BaseHTTPResponse) -> str:
    return "a web page" if "html" in response.headers.get("Content-Type", "") else "something else"


def _no_number(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
