"""Triggers by which the database itself refuses to change what must stay.

A purge, and nothing else, may delete: it puts a row into ``purging`` for the length of its own
transaction. What stands in the statements are names of our own, never anything told.
"""

# ruff: noqa: S608

from collections.abc import Iterator
from typing import NamedTuple


class Guard(NamedTuple):
    """What is refused to whoever changes or deletes rows of a table.

    ``kept`` are the columns that never change; none means that nothing of a row does.
    ``set_once`` are those that change from NULL only.
    """

    table: str
    kept: tuple[str, ...] = ()
    set_once: tuple[str, ...] = ()


REFUSED = "visitplan keeps this as it is"


def guard_statements(guard: Guard, dialect: str) -> Iterator[str]:
    """Yield the statements that set up a guard."""
    return _sqlite(guard) if dialect == "sqlite" else _postgresql(guard)


def guard_again_statements(guard: Guard, dialect: str) -> Iterator[str]:
    """Yield the statements after which a purge may also change rows of a guarded table."""
    return _sqlite_again(guard) if dialect == "sqlite" else _postgresql_again(guard)


def _changed(guard: Guard, differs: str) -> str:
    """Return the condition under which an update touches what stays; "" if any update does."""
    kept = [f"NEW.{column} {differs} OLD.{column}" for column in guard.kept]
    once = [
        f"(OLD.{column} IS NOT NULL AND NEW.{column} {differs} OLD.{column})"
        for column in guard.set_once
    ]
    return " OR ".join(kept + once)


def _sqlite(guard: Guard) -> Iterator[str]:
    changed = _changed(guard, "IS NOT")
    when = f"WHEN {changed} " if changed else ""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    yield f"CREATE TRIGGER {guard.table}_stay BEFORE UPDATE ON {guard.table} {when}{refuse}"
    yield (
        f"CREATE TRIGGER {guard.table}_remain BEFORE DELETE ON {guard.table} "
        f"WHEN NOT EXISTS (SELECT 1 FROM purging) {refuse}"
    )


def _postgresql(guard: Guard) -> Iterator[str]:
    name = guard.table
    refuse = f"RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation';"
    body = "RETURNS trigger LANGUAGE plpgsql AS"
    yield f"CREATE FUNCTION {name}_stay() {body} $$ BEGIN {refuse} END $$"
    yield (
        f"CREATE FUNCTION {name}_remain() {body} $$ BEGIN "
        f"IF EXISTS (SELECT 1 FROM purging) THEN RETURN OLD; END IF; {refuse} END $$"
    )
    changed = _changed(guard, "IS DISTINCT FROM")
    when = f"WHEN ({changed}) " if changed else ""
    for event, scope, condition, function in (
        ("UPDATE", "ROW", when, "stay"),
        ("DELETE", "ROW", "", "remain"),
        ("TRUNCATE", "STATEMENT", "", "stay"),
    ):
        yield (
            f"CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON {name} "
            f"FOR EACH {scope} {condition}EXECUTE FUNCTION {name}_{function}()"
        )


def _sqlite_again(guard: Guard) -> Iterator[str]:
    changed = _changed(guard, "IS NOT") or "TRUE"
    yield f"DROP TRIGGER {guard.table}_stay"
    yield (
        f"CREATE TRIGGER {guard.table}_stay BEFORE UPDATE ON {guard.table} "
        f"WHEN ({changed}) AND NOT EXISTS (SELECT 1 FROM purging) "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    )


def _postgresql_again(guard: Guard) -> Iterator[str]:
    refuse = f"RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation';"
    yield (
        f"CREATE OR REPLACE FUNCTION {guard.table}_stay() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN IF TG_OP = 'UPDATE' AND EXISTS (SELECT 1 FROM purging) THEN RETURN NEW; "
        f"END IF; {refuse} END $$"
    )
