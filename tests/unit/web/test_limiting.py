"""How often somebody may ask."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from visitplan.web import limiting
from visitplan.web.limiting import Meter

MORNING = datetime(2026, 11, 24, 7, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)


def test_the_allowance_may_be_used_at_once_and_fills_up_evenly() -> None:
    meter = Meter(6, A_MINUTE)
    assert [meter.take("anna", MORNING) for _ in range(7)] == [True] * 6 + [False]
    later = [9, 11, 12, 21]
    taken = [meter.take("anna", MORNING + timedelta(seconds=each)) for each in later]
    assert taken == [False, True, False, True]


def test_nobody_pays_for_others() -> None:
    meter = Meter(1, A_MINUTE)
    assert meter.take("anna", MORNING)
    assert meter.take("bert", MORNING)


@given(st.lists(st.integers(min_value=-100, max_value=300), max_size=60))
def test_never_more_pass_than_the_allowance_and_what_was_refilled(steps: list[int]) -> None:
    meter, now, passed = Meter(5, A_MINUTE), MORNING, 0
    latest = now
    for step in steps:
        now += timedelta(seconds=step)
        latest = max(latest, now)
        passed += meter.take("anna", now)
    gone_by = sum(max(0, step) for step in steps)
    assert passed <= 5 + gone_by / 12 + 1e-6


def test_memory_has_a_bound() -> None:
    meter = Meter(1, A_MINUTE)
    for number in range(limiting.MOST_REMEMBERED + 10):
        meter.take(str(number), MORNING)
    assert len(meter._buckets) == limiting.MOST_REMEMBERED
