"""What the commands of the database share: where it is, who asks, and when."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from visitplan.storage.database import Database

Data = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="WHERE",
        envvar="VISITPLAN_DATA",
        show_envvar=True,
        help="The database: a folder, a file, or postgresql://user:password@host/name; "
        "otherwise one of your own. VISITPLAN_KEY_FILE names the key of an encrypted file.",
    ),
]
Branch = Annotated[
    str, typer.Option("--branch", metavar="ID", help="Whose day it is.", show_default=False)
]


@contextmanager
def database(where: str | None) -> Iterator["Database"]:
    """Open the database for the length of the block."""
    from visitplan.app.kept.databases import Place, opened  # noqa: PLC0415 - heavy

    key_file = os.environ.get("VISITPLAN_KEY_FILE")
    place = Place(where or str(_own_folder()), Path(key_file) if key_file else None)
    with opened(place) as found:
        yield found


def _own_folder() -> Path:
    import platformdirs  # noqa: PLC0415 - only where nobody says where

    return platformdirs.user_data_path("visitplan")


def now() -> datetime:
    """Return the moment; the only clock that is read: this is the edge."""
    return datetime.now(UTC)


def who() -> str:
    """Return who is asking, as the audit trail names him."""
    try:
        return f"command line: {getpass.getuser()}"
    except (KeyError, OSError):  # a user without a name
        return "command line"
