"""A Dask cluster on this machine, with certificates made for it, in processes of its own."""

import contextlib
import datetime as dt
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DASK = str(Path(sys.executable).with_name("dask"))
MOST_DEATHS = "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES"
TESTS = str(Path(__file__).parent)
A_DAY = dt.timedelta(days=1)


class Running(NamedTuple):
    """Where a scheduler listens, its process, and those of its workers."""

    address: str
    scheduler: "subprocess.Popen[bytes]"
    workers: "tuple[subprocess.Popen[bytes], ...]"


def make_certificates(folder: Path) -> Path:
    """Write an authority, and a certificate of it that server and client use alike."""
    folder.mkdir()
    now = dt.datetime.now(dt.UTC)
    authority, key = (
        ec.generate_private_key(ec.SECP256R1()),
        ec.generate_private_key(ec.SECP256R1()),
    )

    def named(name: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])

    def begun(public: ec.EllipticCurvePublicKey, *, is_authority: bool) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(named("authority" if is_authority else "tests"))
            .issuer_name(named("authority"))
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - A_DAY)
            .not_valid_after(now + A_DAY)
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        )

    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    top = begun(authority.public_key(), is_authority=True).sign(authority, hashes.SHA256())
    leaf = begun(key.public_key(), is_authority=False).add_extension(here, critical=False)
    pem = serialization.Encoding.PEM
    (folder / "ca.pem").write_bytes(top.public_bytes(pem))
    (folder / "cert.pem").write_bytes(leaf.sign(authority, hashes.SHA256()).public_bytes(pem))
    (folder / "key.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder


def working_process(nanny: "subprocess.Popen[bytes]") -> int:
    """Return the process that works for a worker, which Dask starts anew when it dies."""
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):
            is_child = f"\nPPid:\t{nanny.pid}\n" in status.read_text()
            if is_child and b"spawn_main" in status.with_name("cmdline").read_bytes():
                return int(status.parent.name)
    raise ProcessLookupError


@contextlib.contextmanager
def running_cluster(
    folder: Path, *, workers: int = 1, certificates: Path | None = None
) -> Iterator[Running]:
    """Run a scheduler and its workers until the block ends; without certificates by plain TCP."""
    secured = _secured(certificates)
    place, listens = folder / "scheduler.json", "tls" if certificates else "tcp"
    processes = [
        _dask(
            "scheduler", "--protocol", listens, "--host", "127.0.0.1", "--port", "0",
            "--no-dashboard", "--no-jupyter", "--scheduler-file", str(place), *secured,
        )
    ]  # fmt: skip
    try:
        processes += [_worker(folder, place, secured) for _ in range(workers)]
        yield Running(_address(place), processes[0], tuple(processes[1:]))
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            process.wait()


def _worker(folder: Path, place: Path, secured: list[str]) -> "subprocess.Popen[bytes]":
    return _dask(
        "worker", "--scheduler-file", str(place), "--nworkers", "1", "--nthreads", "1",
        "--no-dashboard", "--local-directory", str(folder), *secured,
    )  # fmt: skip


def _secured(certificates: Path | None) -> list[str]:
    if certificates is None:
        return []
    files = {"ca-file": "ca.pem", "cert": "cert.pem", "key": "key.pem"}
    return [
        part
        for option, name in files.items()
        for part in (f"--tls-{option}", f"{certificates / name}")
    ]


def _dask(*arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [DASK, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": TESTS, MOST_DEATHS: "1"},
    )


def _address(scheduler_file: Path) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with contextlib.suppress(OSError, ValueError):
            return str(json.loads(scheduler_file.read_text())["address"])
        time.sleep(0.05)
    raise TimeoutError("the scheduler did not start")
