"""The files of examples/deployment, run as they are but for names, ports and folders."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from postgresql_server import new_database, running_server, server_programs
from visitplan.storage import branches
from visitplan.storage.branches import Branch
from visitplan.storage.database import open_database

FILES = Path(__file__).parents[2] / "examples" / "deployment"
VISITPLAN = Path(sys.executable).with_name("visitplan")
TLS = "/etc/visitplan/tls"
CODE = re.compile(r"code for the first: (\S+)")


def free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        taken = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [each.getsockname()[1] for each in taken]


@contextmanager
def running(command: list[str], log: Path, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as written:
        process = subprocess.Popen(
            command, stdout=written, stderr=written, env=os.environ | environment
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)


def wait_for(said: Path, pattern: re.Pattern[str]) -> str:
    for _ in range(600):
        if found := pattern.search(said.read_text(encoding="utf-8")):
            return found.group(0)
        time.sleep(0.1)
    raise AssertionError(said.read_text(encoding="utf-8"))


def exec_start(port: int) -> list[str]:
    """Return the command of the service, as systemd would put it together."""
    unit = (FILES / "visitplan@.service").read_text(encoding="utf-8").replace("\\\n", " ")
    (line,) = re.findall(r"^ExecStart=(.+)$", unit, re.MULTILINE)
    words = line.replace("%i", str(port)).replace("/opt/visitplan/bin/visitplan", str(VISITPLAN))
    return words.split()


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[tuple[str, ssl.SSLContext, list[int]]]:
    """The proxy with a certificate of its own; yields its address, whom to trust, the ports."""
    nginx = shutil.which("nginx")
    if nginx is None:
        pytest.skip("there is no nginx")
    plain, secure, *behind = free_ports(4)
    tls = tmp_path / "tls"
    tls.mkdir()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
         "-subj", "/CN=plan.example", "-addext", "subjectAltName=DNS:plan.example",
         "-keyout", str(tls / "key.pem"), "-out", str(tls / "certificate.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    site = (FILES / "nginx.conf").read_text(encoding="utf-8").replace(TLS, str(tls))
    for old, new in (("listen 80", f"listen {plain}"), ("listen 443", f"listen {secure}"),
                     (":8001", f":{behind[0]}"), (":8002", f":{behind[1]}")):  # fmt: skip
        site = site.replace(old, new)
    folders = "".join(
        f"{kind}_temp_path {tmp_path / kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"daemon off; pid {tmp_path}/pid; error_log stderr;\nevents {{}}\nhttp {{\n{folders}"
    (tmp_path / "nginx.conf").write_text(f"{whole}{site}}}\n", encoding="utf-8")
    command = [nginx, "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"), "-e", "stderr"]
    with running(command, tmp_path / "nginx.log"):
        trusted = ssl.create_default_context(cafile=str(tls / "certificate.pem"))
        yield f"https://plan.example:{secure}", trusted, behind


@contextmanager
def browser(url: str, trusted: ssl.SSLContext) -> Iterator[httpx.Client]:
    """A client to whom the name is this machine."""
    port = int(url.rpartition(":")[2])
    headers = {"host": "plan.example", "sec-fetch-site": "same-origin"}
    with httpx.Client(
        base_url=f"https://127.0.0.1:{port}", verify=trusted, headers=headers
    ) as client:
        client.event_hooks["request"] = [_named]
        yield client


def _named(request: httpx.Request) -> None:
    request.extensions["sni_hostname"] = "plan.example"


def test_two_processes_behind_tls_serve_one_database_and_outlive_each_other(
    proxy: tuple[str, ssl.SSLContext, list[int]], tmp_path: Path
) -> None:
    url, trusted, ports = proxy
    programs = server_programs()
    if programs is None:
        pytest.skip("there is no PostgreSQL server")
    with ExitStack() as stack:
        address = new_database(stack.enter_context(running_server(programs)))
        logs = [tmp_path / f"{port}.log" for port in ports]
        first, _ = (
            stack.enter_context(running(exec_start(port), log, VISITPLAN_DATA=address))
            for port, log in zip(ports, logs, strict=True)
        )
        code = CODE.search(wait_for(logs[0], CODE))
        assert code
        wait_for(logs[1], CODE)
        client = stack.enter_context(browser(url, trusted))
        assert client.get("/health").text == "ok\n"
        answer = client.get("/sign-in")
        assert "max-age=31536000" in answer.headers["strict-transport-security"]
        first.kill()
        assert [client.get("/health").status_code for _ in range(6)] == [200] * 6
        too_large = client.post("/sign-in", content=b"x" * 23_000_000)
        assert too_large.status_code == 413


def test_the_night_purges_backs_up_and_proves(tmp_path: Path) -> None:
    data, backups = tmp_path / "data", tmp_path / "backups"
    data.mkdir()
    database = open_database(data / "visitplan.db")
    with database.write() as connection:
        branches.add(connection, Branch("north", "North", "Europe/Helsinki"))
    database.close()
    environment = os.environ | {
        "VISITPLAN_DATA": str(data), "VISITPLAN": str(VISITPLAN), "BACKUPS": str(backups),
    }  # fmt: skip
    old = backups / "2020-01-01T000000Z.db"
    backups.mkdir()
    old.touch()
    os.utime(old, (0, 0))
    subprocess.run([FILES / "nightly.sh"], check=True, env=environment, capture_output=True)
    (backup,) = backups.iterdir()
    assert backup.stat().st_mode & 0o077 == 0
    restored = open_database(backup)
    with restored.read() as connection:
        assert [branch.id for branch in branches.every(connection)] == ["north"]
    restored.close()
