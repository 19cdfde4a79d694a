"""A PostgreSQL server of the tests' own, as Debian packages it, run by nobody privileged."""

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "nobody"
_number = itertools.count()


def server_programs() -> Path | None:
    """Return the folder of ``initdb`` and ``pg_ctl``; None where there is no server."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    found = shutil.which("initdb")
    return versions[-1].parent if versions else Path(found).parent if found else None


def _version(initdb: Path) -> int:
    name = initdb.parents[1].name
    return int(name) if name.isdecimal() else 0


@contextmanager
def running_server(programs: Path, *, fsync: bool = False) -> Iterator[str]:
    """Run a server in a folder of its own; the address lacks the name of a database.

    With ``fsync`` a commit outlasts a power cut, as it should anywhere but in tests.
    """
    folder = Path(tempfile.mkdtemp(prefix="visitplan-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, USER)
    try:
        _as_user(programs / "initdb", "-D", folder / "data", "-U", "visitplan", "-A", "trust",
                 "-E", "UTF8", "--locale=C", "--no-sync")  # fmt: skip
        synced = f"-c fsync={'on' if fsync else 'off'}"
        settings = f"-c listen_addresses= -c unix_socket_directories={folder} {synced}"
        start = ("-w", "-l", folder / "log", "-o", settings, "start")
        _as_user(programs / "pg_ctl", "-D", folder / "data", *start)
        try:
            address = f"postgresql://visitplan@/{{name}}?host={folder}"
            _make_database(address, "visitplan")  # whence others are made, copied by nobody
            yield address
        finally:
            _as_user(programs / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_user(*command: str | Path) -> None:
    if os.geteuid() == 0:
        prefix = ("setpriv", "--reuid", USER, "--clear-groups", "--inh-caps=-all")
    else:
        prefix = ()
    subprocess.run(
        [*prefix, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/", timeout=60
    )


def _make_database(
    address: str, name: str, template: str = "template1", at: str = "postgres"
) -> None:
    import psycopg  # noqa: PLC0415 - an extra

    with psycopg.connect(address.format(name=at), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")


def new_database(server: str, *, template: str = "postgres") -> str:
    """Return the address of a new database: a copy, which of "template1" is an empty one."""
    name = f"test_{next(_number)}"
    _make_database(server, name, template, at="visitplan")
    return server.format(name=name)
