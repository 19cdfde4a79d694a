"""An interrupt that is held back is heard once it is asked for, and never lost."""

import signal
import threading
from collections.abc import Iterator

import pytest

from visitplan.executing.interrupts import held_back


@pytest.fixture
def ctrl_c_ends() -> Iterator[None]:
    """Let Ctrl-C end the process, as where nobody listens to it."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGINT, before)


def test_it_is_heard_when_it_is_asked_for() -> None:
    with held_back() as interrupts:
        interrupts.deliver()
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            interrupts.deliver()
        interrupts.deliver()


def test_one_that_nobody_asked_for_is_heard_at_the_end() -> None:
    before, went_on = signal.getsignal(signal.SIGINT), []

    def interrupted() -> None:
        with held_back():
            signal.raise_signal(signal.SIGINT)
            went_on.append(True)

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert went_on
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.usefixtures("ctrl_c_ends")
def test_a_signal_that_ends_the_process_at_once_still_does() -> None:
    with held_back():
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL


def test_in_another_thread_nothing_is_held_back() -> None:
    before, found = signal.getsignal(signal.SIGINT), []

    def look() -> None:
        with held_back():
            found.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [before]
