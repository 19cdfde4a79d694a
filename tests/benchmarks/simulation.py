"""Many days of one plan; and plans with foresight beside plans without, on the same days.

``python tests/benchmarks/simulation.py [--visits 200] [--days 10000] [--work 30]``
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.busy_day import write_busy_day
from visitplan.app.opening import open_day
from visitplan.app.simulate import simulated_day
from visitplan.app.surroundings import Surroundings
from visitplan.domain.foresight import Foresight
from visitplan.domain.simulated import Simulated
from visitplan.domain.uncertainty import Uncertainty
from visitplan.foresight.frontier import Weather
from visitplan.foresight.story import plan_day
from visitplan.planning.terms import PlannedDay

HELD_OUT_SEED = 77
"""Other days than those that plans are made by."""
EVERYBODY_HOME = Uncertainty(home=(), home_otherwise=1)
RISK, VALUE = 0.05, 500


class Row(NamedTuple):
    """A plan, what the days make of it, and how long that took the processor."""

    name: str
    planned: PlannedDay
    simulated: Simulated
    seconds: float


def main() -> None:
    asked = arguments()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "day")
        folder.mkdir()
        write_busy_day(folder, asked.visits, seconds=600)
        here = Surroundings(Path(scratch, "cache"))
        opened = open_day(folder, here, {"limits.work": asked.work})
    print(
        "plan                                cost  visits    late  >5 %  contacts  /paid h  cpu s"
    )
    for name, foresight, terms in (
        ("as it is", Foresight(), Uncertainty()),
        (f"a contact is worth {VALUE}", Foresight(contact_value=VALUE), Uncertainty()),
        ("as it is, everybody home", Foresight(), EVERYBODY_HOME),
        (f"lateness risk {RISK}, everybody home", Foresight(lateness_risk=RISK), EVERYBODY_HOME),
    ):
        day = opened.reading.day.model_copy(update={"foresight": foresight, "uncertainty": terms})
        planned = plan_day(day, opened.travel, provenance=opened.provenance)
        began = time.process_time()
        simulated = simulated_day(planned, Weather(asked.days, HELD_OUT_SEED))
        tell(Row(name, planned, simulated, time.process_time() - began))


def tell(row: Row) -> None:
    late = [visit.late for route in row.simulated.routes for visit in route.visits]
    print(
        f"{row.name:34} {row.planned.plan.cost.total:7} {len(late):6} {row.simulated.late:7.2%}"
        f" {sum(share > RISK for share in late):5} {row.simulated.contacts:9.2f}"
        f" {row.simulated.contacts_per_paid_hour:8.3f} {row.seconds:6.2f}"
    )


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=200)
    parser.add_argument("--days", type=int, default=10_000)
    parser.add_argument("--work", type=int, default=30)
    return parser.parse_args()


if __name__ == "__main__":
    main()
