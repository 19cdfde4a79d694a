"""How many searches run side by side: a number, or as many as there are cores to use."""

import contextlib
from typing import Annotated

import typer

from visitplan.executing.cores import cores_to_use
from visitplan.routing import solvers
from visitplan.routing.solvers import Solvers

MOST = 64

Workers = Annotated[
    str | None,
    typer.Option(
        metavar="N|all",
        help="How many searches run side by side; all: one per core. The plan tells the number, "
        "which gives an equal plan on any machine.",
    ),
]


def searches(workers: str | None) -> int | None:
    """Return the number of searches that was asked for, None where nothing was."""
    if workers is None:
        return None
    if workers.casefold() == "all":
        return min(MOST, cores_to_use())
    if workers.isascii() and workers.isdecimal() and 1 <= int(workers[:3]) <= MOST:
        return int(workers)
    raise typer.BadParameter(f"a number from 1 to {MOST}, or all", param_hint="--workers")


def called_early(workers: str | None) -> contextlib.AbstractContextManager[Solvers]:
    """Lend solvers that load while the day is read, where there are cores for both."""
    cores = cores_to_use()
    return solvers.called_early(min(cores, searches(workers) or 2) if cores > 1 else 0)
