"""Whom a cluster's address lets us speak to."""

from pathlib import Path

import pytest

from visitplan.errors import InputError, NoPlanError
from visitplan.executing import cluster as clusters
from visitplan.executing.cluster import cluster


@pytest.mark.parametrize(
    "address",
    ["tcp://10.0.0.7:8786", "tcp://example.org:8786", "10.0.0.7:8786", "ws://localhost:1"],
)
def test_nothing_unencrypted_leaves_this_machine(address: str) -> None:
    with pytest.raises(InputError, match="is not encrypted"), cluster(address, None):
        pass


def test_every_missing_certificate_is_named(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").touch()

    with (
        pytest.raises(InputError, match=r"needs cert\.pem, key\.pem"),
        cluster("tls://example.org:8786", tmp_path),
    ):
        pass


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_this_machine_needs_no_encryption(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "PATIENCE_SECONDS", 0.2)

    with pytest.raises(NoPlanError, match="no scheduler"), cluster(f"tcp://{host}:9", None):
        pass
