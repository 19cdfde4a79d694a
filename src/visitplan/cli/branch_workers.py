"""Who plans the branches: processes of this machine, or a cluster."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from visitplan.app.branches.workers import Workers


@contextlib.contextmanager
def workers_asked(
    count: int | None, cluster: str | None, certificates: Path | None
) -> Iterator["Workers"]:
    """Lend the workers that the options ask for; a cluster is left when the block ends."""
    from visitplan.app.branches.workers import on_processes  # noqa: PLC0415 - heavy

    if certificates and not cluster:
        raise typer.BadParameter("are for a cluster", param_hint="--certificates")
    if cluster is None:
        yield on_processes(count or 1)
        return
    from visitplan.app.branches.on_cluster import on_cluster  # noqa: PLC0415 - an extra

    with on_cluster(cluster, certificates) as there:
        yield there
