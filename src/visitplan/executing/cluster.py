"""A Dask cluster: other machines that do pieces of work, and what becomes of them.

Nothing is listened to but the scheduler, no dashboard is started, and nothing unencrypted leaves
this machine. Whoever holds the certificates can run code on the workers, as Dask is made.
"""

import contextlib
import importlib.metadata
import ipaddress
import logging
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from visitplan.domain.finding import Finding
from visitplan.errors import InputError, NoPlanError, VisitplanError

if TYPE_CHECKING:
    from distributed import Client, Security

PATIENCE_SECONDS = 15
"""How long a scheduler may take to answer, at first or after a broken connection."""

CERTIFICATES = ("ca.pem", "cert.pem", "key.pem")
MAKERS = ("visitplan", "ortools", "numba", "numpy")


class ClusterLostError(NoPlanError):
    """The scheduler is gone, and with it whatever it was to do."""


class Cluster:
    """A scheduler with its workers; used by several threads at once."""

    def __init__(self, client: "Client", address: str) -> None:
        self._client, self._address = client, address
        self._suspects = Lock()

    @property
    def workers(self) -> int:
        """How many pieces of work the cluster does at the same time, as of now; at least 1."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def do(self, work: Callable[[str], str], text: str) -> str:
        """Let a worker do a piece of work, and return its answer.

        Dask tries again when a worker dies, and gives up a piece of work that was with several
        when they died. Then it may be what killed them, or was only beside that: it is tried
        once more while no other such piece is. Raises NoPlanError when that fails too,
        ClusterLostError when the scheduler is gone, and whatever else ``work`` raises.
        """
        from distributed import KilledWorker  # noqa: PLC0415 - an extra

        try:
            return self._done(work, text)
        except KilledWorker:
            with self._suspects:
                return self._done_at_last(work, text)

    def _done_at_last(self, work: Callable[[str], str], text: str) -> str:
        from distributed import KilledWorker  # noqa: PLC0415 - an extra

        try:
            return self._done(work, text)
        except KilledWorker as killed:
            raise NoPlanError("its workers on the cluster died again and again") from killed

    def _done(self, work: Callable[[str], str], text: str) -> str:
        from distributed.client import ClosedClientError  # noqa: PLC0415 - an extra

        try:
            answer: str = self._client.submit(work, text, pure=False).result()
        except VisitplanError:
            raise
        except (CancelledError, ClosedClientError, OSError, TimeoutError) as lost:
            raise ClusterLostError(f"the scheduler at {self._address} went away") from lost
        return answer


@contextlib.contextmanager
def cluster(address: str, certificates: Path | None) -> Iterator[Cluster]:
    """Lend the cluster of a scheduler.

    ``address`` is ``tls://host:port``, with ``ca.pem``, ``cert.pem`` and ``key.pem`` in the
    folder ``certificates``; or ``tcp://host:port`` on this machine. Raises InputError when it is
    neither or a certificate is missing, NoPlanError when the scheduler does not answer, has no
    worker, or its workers compute with other versions.
    """
    security = _security(address, certificates)
    client = _connected(address, security)
    try:
        _refuse_other_versions(client)
        yield Cluster(client, address)
    finally:
        with contextlib.suppress(OSError, TimeoutError):
            client.close(timeout=1)


def _security(address: str, certificates: Path | None) -> "Security | None":
    """Return what encrypts; None on this machine, where nothing needs to."""
    parts = urlsplit(address)
    if parts.scheme == "tcp" and _is_loopback(parts.hostname or ""):
        return None
    if parts.scheme != "tls":
        raise InputError([_finding("is not encrypted", "name tls://host:port, or this machine")])
    missing = [n for n in CERTIFICATES if not certificates or not (certificates / n).is_file()]
    if certificates is None or missing:
        names = ", ".join(missing)
        raise InputError([_finding(f"needs {names}", "name their folder by --certificates")])
    from distributed import Security  # noqa: PLC0415 - an extra

    ca, cert, key = (str(certificates / name) for name in CERTIFICATES)
    return Security(
        tls_ca_file=ca, tls_client_cert=cert, tls_client_key=key, require_encryption=True
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _finding(problem: str, remedy: str) -> Finding:
    return Finding(
        severity="error", code="VP-CL-001", file="--cluster", problem=problem, remedy=remedy
    )


def _connected(address: str, security: "Security | None") -> "Client":
    try:
        import dask  # noqa: PLC0415 - an extra, as the next
        from distributed import Client  # noqa: PLC0415
        from distributed.comm.core import FatalCommClosedError  # noqa: PLC0415
    except ImportError as missing:
        wanted = _finding("needs the extra cluster", 'pip install "visitplan[cluster]"')
        raise InputError([wanted]) from missing
    dask.config.set({"distributed.comm.timeouts.connect": PATIENCE_SECONDS})
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what went wrong is told by us
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Dask's own versions differ: ours are checked below
            client = Client(
                address, security=security, timeout=PATIENCE_SECONDS, set_as_default=False
            )
            client.wait_for_workers(1, timeout=PATIENCE_SECONDS)
    except FatalCommClosedError as refused:
        raise NoPlanError(f"the certificates are not those of {address}") from refused
    except (OSError, TimeoutError) as lost:
        raise NoPlanError(f"no scheduler with workers answers at {address}") from lost
    return client


def _refuse_other_versions(client: "Client") -> None:
    """Equal versions give equal plans, and every worker must have what it is asked to run."""
    mine = _versions()
    for worker, theirs in client.run(_versions, on_error="return").items():
        if theirs != mine:
            raise NoPlanError(
                f"the worker at {worker} has not the versions of this machine "
                f"({', '.join(f'{name} {version}' for name, version in mine.items())})"
            )


def _versions() -> dict[str, str]:
    return {name: importlib.metadata.version(name) for name in MAKERS}
