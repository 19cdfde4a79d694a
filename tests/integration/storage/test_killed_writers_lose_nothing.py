"""``kill -9`` in the middle of writes: what was committed stands, and nothing stands half."""

import pytest

from killed_writer import killed, prepare


@pytest.mark.parametrize("commits", [1, 4, 9])
def test_a_killed_process_loses_nothing_and_leaves_no_half(address: str, commits: int) -> None:
    prepare(address)
    left = killed(address, 1, commits=commits)
    assert left.told >= commits
    assert (left.lost, left.halves, left.faults) == (0, 0, ())


def test_who_writes_after_a_killed_one_goes_on(address: str) -> None:
    prepare(address)
    for run in (1, 2):
        left = killed(address, run, commits=2)
        assert (left.lost, left.halves, left.faults) == (0, 0, ())
