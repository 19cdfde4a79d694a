"""How long the gate takes for a hundred thousand cases and a million contacts, and how much memory.

python tests/benchmarks/screening.py [--cases 100000] [--contacts 1000000] [--pack gb]
"""

import argparse
import gc
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))

from builders import (
    ZONE,
    a_case,
    a_day,
    a_place,
    a_policy,
    a_shift,
    an_agent,
    at,
    between,
)
from visitplan.cli.main import collect_seldom
from visitplan.domain.agent import Credential
from visitplan.domain.case import Case, Consent
from visitplan.domain.contact import CHANNELS, Contact
from visitplan.domain.day import Day
from visitplan.domain.governing import OwnPolicy
from visitplan.domain.policy import Policy
from visitplan.domain.visit import Admission
from visitplan.domain.window import TimeWindow
from visitplan.eligibility.gate import gate
from visitplan.eligibility.governing import govern
from visitplan.eligibility.ledger import ledger_of

TODAY = date(2026, 11, 24)
T = TypeVar("T")


def main() -> None:
    asked = _asked()
    collect_seldom()  # as the command does
    print(f"{asked.cases:,} cases, {asked.contacts:,} contacts, pack {asked.pack}")
    policy = _policy(asked.pack)
    cases = _timed("cases as values", lambda: tuple(_cases(asked.cases)))
    day = _a_day(policy, cases)
    contacts = _contacts(asked.cases, asked.contacts)
    if asked.held:
        contacts = iter(_timed("contacts as values, all held", lambda: tuple(contacts)))
        ledger = _timed("the ledger of them", lambda: ledger_of(contacts, cases, ZONE))
    else:
        ledger = _timed("contacts as values, one by one into the ledger",
                        lambda: ledger_of(contacts, cases, ZONE))  # fmt: skip
    admission = _timed("screening", lambda: gate(day, ledger))
    _tell(admission)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--contacts", type=int, default=1_000_000)
    parser.add_argument("--pack", default="humane-baseline")
    parser.add_argument("--held", action="store_true", help="hold all contacts, as a day does")
    return parser.parse_args()


def _policy(pack: str) -> Policy:
    own = OwnPolicy(TODAY, Path(), "day.toml", tuple(pack.split("+")), {}, {})
    fields = govern(own).fields
    assert fields is not None
    return Policy.model_validate({"penalties": a_policy().penalties} | dict(fields))


def _a_day(policy: Policy, cases: tuple[Case, ...]) -> Day:
    """Return a day with forty agents on duty who have every paper."""
    kinds = policy.required_credentials | {training.kind for training in policy.trainings}
    papers = tuple(Credential(kind=kind, valid_from=date(2026, 6, 1)) for kind in sorted(kinds))
    agents = tuple(an_agent(number, credentials=papers) for number in range(1, 41))
    shifts = tuple(a_shift(number) for number in range(1, 41))
    return a_day(policy=policy, cases=cases, agents=agents, shifts=shifts)


def _cases(count: int) -> Iterator[Case]:
    """Yield cases of which every tenth shares its debtor, and every twentieth its address."""
    consent = Consent(form="written", given_at=at("09:00", date(2026, 11, 10)), visit_date=TODAY)
    for number in range(count):
        yield a_case(
            id=f"C{number:06}",
            debtor=f"D{number - (number % 10 == 9):06}",
            household=f"H{number - (number % 20 == 19):06}",
            place=a_place(60 + number % 1000 / 5000, 24.5 + number // 1000 / 200),
            holds=("dispute",) if number % 50 == 7 else (),
            windows=(_window(number),) if number % 3 else (),
            days_past_due=60,
            assessed_at=at("09:00", date(2026, 11, 1)),
            assessed_by="Somebody",
            consents=(consent,),
        )


def _window(number: int) -> TimeWindow:
    return between(f"{9 + number % 6:02}:00", f"{13 + number % 6:02}:00")


def _contacts(cases: int, count: int) -> Iterator[Contact]:
    """Yield contacts of all channels over a year; each hundredth is told of twice."""
    begin = datetime(2025, 11, 24, 9, tzinfo=ZONE)
    moments = [begin + timedelta(days=n % 364, minutes=n % 480) for n in range(50_000)]
    for number in range(count):
        again = number - (number % 100 == 99)
        channel = CHANNELS[again * 7 // 3 % len(CHANNELS)]
        yield Contact(
            case_id=f"C{again * 37 % cases:06}",
            at=moments[again % 50_000],
            channel=channel,
            reached=again % 3 == 0,
            agent_id=f"A{again % 40 + 1:02}",
            notice=channel == "letter",
        )


def _timed(what: str, act: Callable[[], T]) -> T:
    gc.collect()
    begin, worked = time.perf_counter(), time.process_time()
    result = act()
    seconds, worked = time.perf_counter() - begin, time.process_time() - worked
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{what:<50}{seconds:8.2f} s ({worked:6.2f} s worked), peak so far {memory:6,.0f} MB",
        flush=True,
    )
    return result


def _tell(admission: Admission) -> None:
    print(f"{len(admission.visits):,} visits, {len(admission.ineligible):,} ineligible")
    count = Counter(refusal.rule for each in admission.ineligible for refusal in each.refusals)
    for rule, number in count.most_common():
        print(f"    {rule:<34}{number:9,}")


if __name__ == "__main__":
    main()
