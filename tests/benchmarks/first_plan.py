"""How soon there is a plan, what the way to it takes, and one visit more.

The solver's process is loaded before, as it is in a service and, nearly, in the command, where it
loads beside the reading of the day. Seconds by the clock; in brackets those of the processors,
its loading included.

``python tests/benchmarks/first_plan.py [--sizes 60,200,500,1500]``
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))

from rich.console import Console
from rich.table import Table

from benchmarks.busy_day import write_busy_day
from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.domain.travel import Matrices
from visitplan.eligibility.gate import gate
from visitplan.explanation.explain import explain
from visitplan.intake.reading import read_day
from visitplan.planning.completing import drafted
from visitplan.planning.ground import measure, shifts_on_duty
from visitplan.planning.terms import Provenance
from visitplan.routing.adding import add_visit
from visitplan.routing.price import priced
from visitplan.routing.process import solve_apart
from visitplan.routing.routes import insertions, left_out, routes_of
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.ruin_and_recreate import compiled
from visitplan.routing.solvers import called_early
from visitplan.routing.statement import Answer, TimedRoute
from visitplan.routing.stating import Stated, state_day
from visitplan.travel.beeline import BeelineTravel
from visitplan.verification.invoice import invoiced
from visitplan.verification.verifier import verify

NOTHING = Effort(seconds=0)
LOADING = 6
"""Seconds in which a solver has certainly loaded."""
T = TypeVar("T")


class Column:
    """Runs the stages of one day and keeps what each took, by the clock and of the processors."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.worked: dict[str, float] = {}

    @property
    def cells(self) -> dict[str, str]:
        return {
            stage: f"{seconds:.3f}" + (f" ({self.worked[stage]:.3f})" if self.worked[stage] else "")
            for stage, seconds in self.seconds.items()
        }

    def run(self, stage: str, work: Callable[[], T]) -> T:
        begin, worked = time.perf_counter(), processors()
        result = work()
        self.seconds[stage] = time.perf_counter() - begin
        self.worked[stage] = processors() - worked
        return result

    def add_up(self, name: str) -> None:
        """Add a row for all stages so far."""
        self.worked[name] = sum(self.worked.values())
        self.seconds[name] = sum(self.seconds[stage] for stage in self.worked if stage != name)

    def note(self, name: str, seconds: float) -> None:
        """Add a row that lies inside of a stage."""
        self.seconds[name], self.worked[name] = seconds, 0.0


def processors() -> float:
    """Return the seconds that this process and its ended children have worked."""
    return sum(os.times()[:4])


def measured(size: int) -> dict[str, str]:
    """Take a made-up day the whole way with no time to search."""
    with tempfile.TemporaryDirectory() as folder:
        write_busy_day(Path(folder), size, seconds=0)
        column, day = Column(), read_day(Path(folder)).day
    with peaks() as peak:
        travel = BeelineTravel(day.travel)
        admission = column.run("gate", lambda: gate(day))
        matrices = column.run("measure", lambda: measure(day, travel))
        duty = shifts_on_duty(day, admission)
        stated = column.run("state", lambda: state_day(day, admission.visits, duty, matrices))
        answer, first = searched(column, stated)
        reasons = column.run(
            "explain",
            lambda: explain(day, left_out(stated, answer), matrices, insertions(stated, answer)),
        )
        draft = drafted(day, admission, Provenance({}, {}), travel)
        objective = answer.objective + stated.hopeless_ticks
        plan = draft.model_copy(
            update={
                "routes": routes_of(stated, answer, day),
                "unassigned": reasons,
                "manifest": draft.manifest.model_copy(update={"objective": objective}),
            }
        )
        column.run("verify", lambda: verified(day, matrices, plan))
    column.add_up("whole way")
    column.note("first answer", first)
    inserted(column, stated, answer)
    own, children = peak
    return column.cells | {"peak MB, parent": str(own), "peak MB, child": str(children)}


def searched(column: Column, stated: Stated) -> tuple[Answer, float]:
    """Search for no time at all: the built plan, polished and confirmed; and when it was built."""
    heard = list[float]()
    with called_early(1) as solvers:
        time.sleep(LOADING)
        begin = time.perf_counter()

        def hear(_: Answer) -> None:
            heard.append(time.perf_counter() - begin)

        outcome = column.run(
            "confirmed answer",
            lambda: solve_apart(stated.statement, NOTHING, hear, solvers=solvers),
        )
    return outcome.answer, heard[0]


def verified(day: Day, matrices: Matrices, plan: Plan) -> None:
    violations = verify(day, matrices, invoiced(day, matrices, plan))
    if violations:
        raise SystemExit(f"the plan breaks {violations[0].rule}")


def inserted(column: Column, stated: Stated, answer: Answer) -> None:
    """Take a visit out of its route and look for its cheapest place among all."""
    statement, routes = stated.statement, {route.shift: route for route in answer.routes}
    longest = max(answer.routes, key=lambda route: len(route.visits))
    visit, rest = longest.visits[0], longest.visits[1:]
    routes[longest.shift] = TimedRoute(
        shift=longest.shift,
        visits=rest,
        arrivals=longest.arrivals[1:],
        leaves=longest.leaves,
        ends=longest.ends,
        breaks=longest.breaks,
    )
    without = priced(statement, tuple(routes.values()))
    column.run("one visit more", lambda: add_visit(statement, without, visit))


@contextmanager
def peaks() -> Iterator[list[int]]:
    """Watch the resident size, in MB, of this process and of its largest child (Linux)."""
    most, is_over = [0, 0], threading.Event()

    def watch() -> None:
        while not is_over.wait(0.02):
            children = Path("/proc/self/task").glob("*/children")
            pids = [pid for file in children for pid in read(file).split()]
            most[0] = max(most[0], resident("self"))
            most[1] = max([most[1], *map(resident, pids)])

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield most
    finally:
        is_over.set()
        thread.join()


def resident(pid: str) -> int:
    lines = read(Path("/proc") / pid / "status").splitlines()
    sizes = [int(line.split()[1]) for line in lines if line.startswith("VmRSS")]
    return max(sizes, default=0) // 1000


def read(file: Path) -> str:
    try:
        return file.read_text()
    except OSError:  # the process is gone
        return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="60,200,500,1500")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    compiled()
    measured(10)  # or the first size would pay for the imports
    columns = [measured(size) for size in sizes]
    table = Table("seconds", *(f"{size} visits" for size in sizes), title="No time to search")
    for stage in columns[0]:
        table.add_row(stage, *(column[stage] for column in columns))
    Console().print(table)


if __name__ == "__main__":
    main()
