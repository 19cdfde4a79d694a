"""A local server that answers like Nominatim, Photon or Pelias, or badly; it keeps questions."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


def a_house(lat: float, lon: float, label: str, rank: int = 30) -> dict[str, Any]:
    """Return a result as Nominatim writes it."""
    return {"lat": str(lat), "lon": str(lon), "display_name": label, "place_rank": rank}


def a_feature(
    lat: float, lon: float, name: str, kind: str = "house", **more: str
) -> dict[str, Any]:
    """Return a result as Photon writes it; Pelias has a layer and an accuracy instead of a type."""
    return {
        "geometry": {"coordinates": [lon, lat]},
        "properties": {"name": name, "type": kind, **more},
    }


class AddressServer(ThreadingHTTPServer):
    """Answers each question by what ``known`` says of its address, unless told otherwise."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.known: dict[str, Any] = {}
        self.asked: list[dict[str, list[str]]] = []
        self.headers_seen: list[dict[str, str]] = []
        self.instead: list[tuple[int, bytes, dict[str, str]]] = []
        self.slow_seconds = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def fail(self, status: int, body: bytes = b"", times: int = 1000, **headers: str) -> None:
        """Answer the next questions with something else."""
        self.instead = [(status, body, headers)] * times


class _Handler(BaseHTTPRequestHandler):
    server: AddressServer

    def do_GET(self) -> None:
        question = parse_qs(urlsplit(self.path).query)
        self.server.asked.append(question)
        self.server.headers_seen.append(dict(self.headers))
        time.sleep(self.server.slow_seconds)
        if self.server.instead:
            status, body, headers = self.server.instead.pop()
        else:
            (asked,) = question.get("q") or question["text"]
            found = self.server.known.get(asked, [])
            features = self.path.startswith(("/api", "/v1/search"))  # Photon, Pelias
            body = json.dumps({"features": found} if features else found).encode()
            status, headers = 200, {}
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def address_server() -> Iterator[AddressServer]:
    server = AddressServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
