"""Time and peak memory per station of the data's way.

``python tests/benchmarks/stations.py [--day examples/helsinki] [--quick]``
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))

from rich.console import Console
from rich.table import Table

from builders import a_case, a_day, a_pay, a_place, a_shift, an_agent, between
from integration.random_day import points_along
from visitplan.crews.forming import form_crews
from visitplan.domain.day import Day, TravelSettings
from visitplan.domain.travel import Travel
from visitplan.eligibility.at_the_door import door_of
from visitplan.eligibility.gate import gate
from visitplan.explanation.explain import explain
from visitplan.intake.reading import read_day
from visitplan.planning.completing import drafted
from visitplan.planning.ground import measure, shifts_on_duty
from visitplan.planning.terms import Provenance
from visitplan.render.files import day_files
from visitplan.routing.process import solve_apart
from visitplan.routing.routes import insertions, left_out, routes_of
from visitplan.routing.search.limits import Effort
from visitplan.routing.stating import state_day
from visitplan.travel.opening import open_travel
from visitplan.travel.streets import StreetTravel
from visitplan.verification.invoice import invoiced
from visitplan.verification.verifier import verify

ROOT = Path(__file__).parents[2]
EXTRACTS = ROOT.parent / "shared" / "data" / "streets"
T = TypeVar("T")


class Stopwatch:
    """Runs stations and keeps a row for each."""

    def __init__(self, title: str) -> None:
        self.table = Table("station", "seconds", "peak MB", "", title=title)
        for column in self.table.columns[1:3]:
            column.justify = "right"

    def run(
        self, station: str, work: Callable[[], T], note: Callable[[T], str] = lambda _: ""
    ) -> T:
        begin = time.perf_counter()
        result = work()
        seconds = time.perf_counter() - begin
        self.table.add_row(station, f"{seconds:.3f}", f"{peak(resource.RUSAGE_SELF)}", note(result))
        return result

    def child(self) -> None:
        """Add the largest child process so far."""
        self.table.add_row("  its own process", "", f"{peak(resource.RUSAGE_CHILDREN)}", "")


def peak(who: int) -> int:
    """Return the largest resident size so far, in MB (Linux counts in kB, macOS in bytes)."""
    unit = 1_000_000 if sys.platform == "darwin" else 1000
    return round(resource.getrusage(who).ru_maxrss / unit)


def of_a_day(folder: Path, cache: Path, *, quick: bool) -> Table:
    """Take a day folder the whole way."""
    watch = Stopwatch(f"{folder.name}: one day")
    reading = watch.run("intake", lambda: read_day(folder), lambda r: f"{len(r.day.cases)} cases")
    settings = reading.day.travel
    watch.run("streets, first time", lambda: opened(settings, folder, cache))
    travel = watch.run("streets, from the cache", lambda: opened(settings, folder, cache))
    day, _ = watch.run("locate", lambda: travel.locate(reading.day))
    plan_and_render(watch, day, travel, quick=quick)
    return watch.table


def plan_and_render(watch: Stopwatch, day: Day, travel: Travel, *, quick: bool) -> None:
    """From the gate to the pages."""
    admission = watch.run("gate", lambda: gate(day), lambda a: f"{len(a.visits)} visits")
    on_duty = shifts_on_duty(day, admission)
    matrices = watch.run("travel matrix", lambda: measure(day, travel), modes)
    stated = watch.run("statement", lambda: state_day(day, admission.visits, on_duty, matrices))
    seconds = 1.0 if quick else day.limits.seconds
    effort = Effort(seconds=seconds, seed=day.limits.seed, engine=day.limits.engine)
    answer = watch.run(
        f"search, {seconds:g} s",
        lambda: solve_apart(stated.statement, effort, lambda _: None).answer,
        lambda found: f"{len(found.routes)} routes",
    )
    watch.child()
    reasons = watch.run(
        "explanation",
        lambda: explain(day, left_out(stated, answer), matrices, insertions(stated, answer)),
        lambda told: f"{len(told)} left out",
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
    priced = invoiced(day, matrices, plan)
    watch.run("verification", lambda: verify(day, matrices, priced), lambda v: f"{len(v)} findings")
    door = door_of(day, priced)
    watch.run(
        "render", lambda: day_files(priced, day, travel, door), lambda files: f"{len(files)} files"
    )


def of_500_points(name: str, cache: Path) -> Table:
    """Compile an extract, load it again, and measure 500 points on it."""
    watch = Stopwatch(f"{name}: 500 points")
    settings = TravelSettings(streets=name)
    watch.run("streets, first time", lambda: opened(settings, EXTRACTS, cache))
    travel = watch.run("streets, from the cache", lambda: opened(settings, EXTRACTS, cache))
    assert isinstance(travel, StreetTravel)
    points = points_along(travel, 500, seed=1)
    watch.run(
        "travel matrix", lambda: travel.matrix(points, "drive"), lambda m: f"{m.seconds.shape}"
    )
    watch.run("travel matrix again", lambda: travel.matrix(points, "drive"))
    return watch.table


def of_100_agents() -> Table:
    """Form crews of a hundred agents for a thousand cases, half of which ask for two people."""
    watch = Stopwatch("100 agents: crews")
    day = a_large_staff(100, 1000)
    form_crews(day, day.shifts[:4])  # networkx is loaded
    watch.run("crews", lambda: form_crews(day, day.shifts), lambda crews: f"{len(crews)} crews")
    return watch.table


def a_large_staff(agents: int, cases: int) -> Day:
    """Return agents of several skills, hours and homes, and cases that ask for all kinds."""
    chance = random.Random(1)
    skills = ("legal", "medical", "technical")
    hours = (between("08:00", "16:00"), between("09:00", "17:00"), between("12:00", "20:00"))
    return a_day(
        agents=tuple(
            an_agent(n, skills=frozenset(chance.sample(skills, 2))) for n in range(1, agents + 1)
        ),
        shifts=tuple(
            a_shift(
                n,
                hours=chance.choice(hours),
                start=a_place(60.17 + chance.random() / 10, 24.9 + chance.random() / 5),
                pay=a_pay(wage_per_hour=chance.choice([2000, 2150, 2300])),
            )
            for n in range(1, agents + 1)
        ),
        cases=tuple(
            a_case(n, crew=2 if n % 2 else None, skills=frozenset(chance.sample(skills, n % 3)))
            for n in range(1, cases + 1)
        ),
    )


def opened(settings: TravelSettings, folder: Path, cache: Path) -> Travel:
    return open_travel(settings, folder=folder, cache=cache, notify=lambda _: None)


def modes(matrices: object) -> str:
    return ", ".join(
        f"{mode} {len(matrix.points)} × {len(matrix.points)}"
        for mode, matrix in dict(matrices).items()  # type: ignore[call-overload]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--day", type=Path, default=ROOT / "examples" / "helsinki")
    parser.add_argument("--quick", action="store_true", help="search for one second")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tables = [of_100_agents(), of_a_day(arguments.day, Path(folder), quick=arguments.quick)]
        if (EXTRACTS / "porto-alegre.osm.pbf").exists():
            tables.append(of_500_points("porto-alegre.osm.pbf", Path(folder)))
    for table in tables:
        Console().print(table)


if __name__ == "__main__":
    main()
