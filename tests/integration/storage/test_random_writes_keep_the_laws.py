"""Random sequences of writes: whatever is tried in whatever order, the laws of storage hold."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from kept import DAY, NOON, a_day, a_plan, a_report
from sqlalchemy import text

from postgresql_server import new_database
from visitplan.errors import ConflictError, StorageError
from visitplan.storage import days, outcomes, plans
from visitplan.storage.backup import back_up, restore
from visitplan.storage.copying import counts
from visitplan.storage.database import Connection, Database, open_database
from visitplan.storage.integrity import faults
from visitplan.storage.proof import prove

FEW = st.integers(1, 4)


class Writes(RuleBasedStateMachine):
    """Whoever writes, beside a plain picture of what must then stand."""

    address = ""

    def __init__(self) -> None:
        super().__init__()
        self.database: Database = open_database(self._address())
        self.reports: dict[str, str] = {}
        self.parents: list[str | None] = []
        self.published: list[int] = []
        self.version = 1

    def _address(self) -> str:
        raise NotImplementedError

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self.database.write() as connection:
            yield connection

    @initialize()
    def begin(self) -> None:
        with self.writing() as connection:
            a_day(connection)
        self.draft(None)

    @rule(number=FEW, code=st.sampled_from(["NOHOME", "PAID"]))
    def report(self, number: int, code: str) -> None:
        report = a_report(number, code=code)
        known = self.reports.get(report.phone_id)
        if known in {None, code}:
            with self.writing() as connection:
                kept = outcomes.record(connection, report, at=NOON)
            assert kept.is_new == (known is None)
            self.reports[report.phone_id] = code
        else:
            with pytest.raises(ConflictError):
                self._record(report)

    def _record(self, report: outcomes.Report) -> None:
        with self.writing() as connection:
            outcomes.record(connection, report, at=NOON)

    @rule(parent=st.one_of(st.none(), st.integers(0, 3)))
    def draft(self, parent: int | None) -> None:
        if parent is not None and parent >= len(self.parents):
            return
        made_from = None if parent is None else f"plan-{parent + 1}"
        with self.writing() as connection:
            made = a_plan(connection, f"plan-{len(self.parents) + 1}", parent_id=made_from)
        self.parents.append(made_from)
        assert made.version == len(self.parents)

    @rule(number=st.integers(0, 5))
    def publish(self, number: int) -> None:
        if number >= len(self.parents):
            return
        standing = f"plan-{self.published[-1] + 1}" if self.published else None
        follows = standing is None or self.parents[number] == standing
        if follows and number not in self.published:
            self._publish(number)
            self.published.append(number)
        else:
            with pytest.raises(ConflictError):
                self._publish(number)

    def _publish(self, number: int) -> None:
        with self.writing() as connection:
            plans.publish(connection, f"plan-{number + 1}", at=NOON, by="user-1")

    @rule(seen=FEW)
    def edit(self, seen: int) -> None:
        if seen == self.version:
            self._edit(seen)
            self.version += 1
        else:
            with pytest.raises(ConflictError):
                self._edit(seen)

    def _edit(self, seen: int) -> None:
        with self.writing() as connection:
            days.advance(connection, DAY, seen=seen, at=NOON)

    @precondition(lambda self: self.reports)
    @rule(
        statement=st.sampled_from(
            [
                "UPDATE outcomes SET code = 'X'",
                "DELETE FROM outcomes",
                "DELETE FROM audit",
                "UPDATE plans SET document = 'X'",
                "DELETE FROM plans",
            ]
        )
    )
    def tamper(self, statement: str) -> None:
        with suppress(StorageError):
            self._tamper(statement)
            raise AssertionError(statement)

    def _tamper(self, statement: str) -> None:
        with self.writing() as connection:
            connection.execute(text(statement))

    @rule()
    def restart(self) -> None:
        self.database.close()
        self.database = open_database(self.address)

    @invariant()
    def what_was_written_stands(self) -> None:
        with self.database.read() as connection:
            kept = {each.phone_id: each.code for each in outcomes.since(connection, 0)}
            current = plans.current(connection, DAY)
            head = days.head(connection, DAY)
        assert kept == self.reports
        assert (current.id if current else None) == (
            f"plan-{self.published[-1] + 1}" if self.published else None
        )
        assert head is None or head.version == self.version

    def teardown(self) -> None:
        with self.database.read() as connection:
            assert (prove(connection).breaks, faults(connection)) == ((), ())
            before = counts(connection)
        with TemporaryDirectory() as folder:
            back_up(self.database, Path(folder) / "backup.db")
            with closing(open_database(Path(folder) / "restored.db")) as restored:
                restore(Path(folder) / "backup.db", restored)
                with restored.read() as connection:
                    assert counts(connection) == before
        self.database.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_random_writes_keep_the_laws(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    server = request.getfixturevalue("server") if kind == "postgresql" else None
    numbers = iter(range(10_000))

    class HereWrites(Writes):
        def _address(self) -> str:
            self.address = new_database(server) if server else str(tmp_path / f"{next(numbers)}.db")
            return self.address

    run_state_machine_as_test(
        HereWrites,
        settings=settings(
            max_examples=5,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
