"""A day's tables without their rows, and one of its files, in a single question."""

from sqlalchemy import Connection, bindparam, select

from visitplan.storage.schema.days import day_files, day_tables
from visitplan.storage.tables import DayInputs, DayTable

_OUTLINE = (
    select(
        day_tables.c.name,
        day_tables.c.file,
        day_tables.c.headers,
        day_tables.c.form,
        day_files.c.content,
    )
    .join_from(
        day_tables,
        day_files,
        (day_files.c.day_id == day_tables.c.day_id) & (day_files.c.name == bindparam("file")),
        isouter=True,
    )
    .where(day_tables.c.day_id == bindparam("day_id"))
)


def outline(connection: Connection, day_id: str, file: str) -> DayInputs:
    """Return a day's tables without their rows, and the one file that is named."""
    rows = connection.execute(_OUTLINE, {"day_id": day_id, "file": file}).all()
    content = next((bytes(row.content) for row in rows if row.content is not None), b"")
    heads = (DayTable(row.name, row.file, tuple(row.headers), row.form, ()) for row in rows)
    return DayInputs({file: content}, tuple(heads))
