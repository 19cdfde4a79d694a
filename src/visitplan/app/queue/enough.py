"""The wish to end a search and keep its best plan, however late it comes.

It comes as a signal at any moment. In the middle of a search it ends that search; at any other,
when a plan is just being verified or written, it would end the whole process and lose the plan:
then it is let go by, and whoever wishes it says so again until there is an end.
"""

import signal
from types import FrameType

from visitplan.routing.process import listen_until_stopped


class Enough:
    """Hears the signal; each search is ended once."""

    def __init__(self) -> None:
        self._ended: FrameType | None = None

    def listen(self) -> None:
        """Hear it from now on."""
        signal.signal(signal.SIGINT, self.hear)

    def hear(self, _number: int, frame: FrameType | None) -> None:
        """End the search that goes on, if one does, by a KeyboardInterrupt."""
        search = _search_around(frame)
        if search is not None and search is not self._ended:
            self._ended = search
            raise KeyboardInterrupt


def _search_around(frame: FrameType | None) -> FrameType | None:
    while frame is not None and frame.f_code is not listen_until_stopped.__code__:
        frame = frame.f_back
    return frame
