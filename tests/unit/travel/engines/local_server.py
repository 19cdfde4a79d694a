"""A server on this machine that says what a test wants, and remembers what it was asked."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Any, NamedTuple


class Asked(NamedTuple):
    """One request; ``question`` is its JSON body, None where it has none."""

    method: str
    path: str
    headers: dict[str, str]
    question: Any


class Reply(NamedTuple):
    """What is answered."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = MappingProxyType({})


def told(content: object, status: int = 200) -> Reply:
    """Return a reply in JSON."""
    return Reply(status, json.dumps(content).encode(), {"Content-Type": "application/json"})


def sized(reply: Reply) -> dict[str, str]:
    return {"Content-Length": str(len(reply.body)), **reply.headers}


Answer = Callable[[Asked], Reply]


class LocalServer:
    """Where the server stands, and what it was asked."""

    def __init__(self, url: str, asked: list[Asked]) -> None:
        self.url, self.asked = url, asked


@contextmanager
def serving(answer: Answer) -> Iterator[LocalServer]:
    """Serve until the block ends."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one packet, or each answer waits for a late receipt

        def do_GET(self) -> None:
            self._reply()

        def do_POST(self) -> None:
            self._reply()

        def _reply(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length) if length else b""
            question = json.loads(body) if body else None
            asked.append(Asked(self.command, self.path, dict(self.headers), question))
            reply = answer(asked[-1])
            try:
                self.send_response(reply.status)
                for name, value in (
                    {"Content-Length": str(len(reply.body))} | reply.headers
                ).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)
                self.wfile.flush()
            except OSError:  # whoever asked has left
                self.close_connection = True

        def log_message(self, *args: object) -> None:
            del args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield LocalServer(f"http://127.0.0.1:{server.server_address[1]}", asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
