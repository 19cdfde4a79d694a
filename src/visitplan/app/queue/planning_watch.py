"""Watching a day being planned: how far it is, for whoever asks; whether it is to end."""

import time
from threading import Event

from visitplan.app.queue.apart import Apart, apart
from visitplan.app.queue.child import Word
from visitplan.app.queue.leased import stop, tell
from visitplan.app.queue.planning_child import Errand
from visitplan.app.queue.planning_request import Progress
from visitplan.app.queue.workbench import NEWS_SECONDS, Workbench
from visitplan.storage.jobs import Lease

CHILD = "visitplan.app.queue.planning_child"


def watched(bench: Workbench, lease: Lease, errand: Errand, stopping: Event) -> Word | None:
    """Return the last word of the planning; None where nothing comes of it or we are to stop."""
    last = Word()
    with apart(CHILD, errand) as own:
        watch = _Watch(bench, lease, own)
        for word in own.words(every=NEWS_SECONDS):
            last = word or last
            if stopping.is_set():
                return None
            if not watch.goes_on(word):
                break
        else:
            if last.published or not watch.is_ending:
                return last
    stop(bench, lease)
    return None


class _Watch:
    """Tells how far planning is; where it is cancelled, has it end with the best plan so far."""

    def __init__(self, bench: Workbench, lease: Lease, own: Apart) -> None:
        self._bench, self._lease, self._apart = bench, lease, own
        self._began, self._told = time.monotonic(), 0.0
        self._progress = Progress()
        self.is_ending = False

    def goes_on(self, word: Word | None) -> bool:
        """Take in a word; False where planning was cancelled before there was any plan."""
        self._progress = _further(self._progress, word) if word else self._progress
        seconds = time.monotonic() - self._began
        if seconds - self._told < NEWS_SECONDS:
            return True
        self._told = seconds
        told = self._progress.model_copy(update={"seconds": int(seconds)})
        if tell(self._bench, self._lease, told):
            return True
        if self._progress.cost is None:
            return False
        self._apart.keep_the_best()  # again and again: none is heard between two searches
        self.is_ending = True
        return True


def _further(progress: Progress, word: Word) -> Progress:
    if word.better:
        return progress.model_copy(update=word.better.model_dump())
    return progress.model_copy(update={"news": word.news}) if word.news else progress
