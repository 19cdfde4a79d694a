"""What a comparison wrote, kept beside the job that it was."""

from collections.abc import Mapping

from sqlalchemy import Connection, insert, select

from visitplan.storage.schema.jobs import comparison_files as files


def keep(connection: Connection, job_id: str, written: Mapping[str, bytes]) -> None:
    """Keep the files of a comparison by their names, in the transaction that ends its job."""
    rows = [{"job_id": job_id, "name": name, "content": each} for name, each in written.items()]
    connection.execute(insert(files), rows)


def names(connection: Connection, job_id: str) -> frozenset[str]:
    """Return the names of a comparison's files; none while it is not done."""
    chosen = select(files.c.name).where(files.c.job_id == job_id)
    return frozenset(connection.execute(chosen).scalars())


def content(connection: Connection, job_id: str, name: str) -> bytes | None:
    """Return a file of a comparison; None where there is none of this name."""
    chosen = select(files.c.content).where(files.c.job_id == job_id, files.c.name == name)
    found: bytes | None = connection.execute(chosen).scalar_one_or_none()
    return found
