"""The solver's own process: OR-Tools aborts the whole interpreter on what it dislikes.

Reads one ``Errand`` as a line of JSON from standard input; writes what there is to say, each better
answer, and at last the confirmed one, as lines of JSON to standard output. An island among others
tells at each meeting where it stands, and reads from where it goes on. Nothing personal passes
through.
"""

import importlib
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from visitplan.domain.value import Value
from visitplan.errors import NoPlanError
from visitplan.routing.disagreement import RefusedError
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.meeting import Standing
from visitplan.routing.solvers import EARLY
from visitplan.routing.statement import Answer, Statement


class Errand(Value):
    """What the child is asked: to search, or only to confirm an ``answer`` that is all decided.

    ``meets`` tells that others search beside it.
    """

    statement: Statement
    effort: Effort
    answer: Answer | None = None
    meets: bool = False


class Word(Value):
    """What the child says: some news, an answer on the way, the last one, or why there is none.

    ``refusal`` is why the complete model does not agree with ``answer``; ``standing`` is what is
    told at a meeting, after which it waits for the line from which it goes on.
    """

    news: str | None = None
    standing: Standing | None = None
    answer: Answer | None = None
    last: bool = False
    failure: str | None = None
    refusal: str | None = None


def main() -> None:
    """Do what standard input asks; with EARLY, load the search while waiting for it.

    SIGINT ends the search: what was found until then is polished and confirmed as ever.
    """
    is_stopped = Event()
    signal.signal(signal.SIGINT, lambda *_: is_stopped.set())
    with ThreadPoolExecutor(max_workers=1) as ear:
        listening = ear.submit(_heard)
        if EARLY in sys.argv:
            _make_ready()
        errand = Errand.model_validate_json(listening.result())
    try:
        _say(Word(answer=_answer(errand, is_stopped), last=True))
    except RefusedError as refused:
        _say(Word(refusal=str(refused), answer=refused.answer, last=True))
    except NoPlanError as error:
        _say(Word(failure=str(error), last=True))


def _heard() -> bytes:
    """Read the errand; with none, whoever called has gone, and this process goes at once too."""
    text = sys.stdin.buffer.readline()
    if not text:
        os._exit(0)
    return text


def _answer(errand: Errand, is_stopped: Event) -> Answer:
    if errand.answer:
        from visitplan.routing.confirm import agreed  # noqa: PLC0415 - not before it is needed

        return agreed(errand.statement, errand.answer)
    if errand.effort.engine == "own" and errand.effort.searches:
        _make_ready()
    from visitplan.routing.search.solve import solve  # noqa: PLC0415 - not before it is needed

    return solve(
        errand.statement,
        errand.effort,
        lambda answer: _say(Word(answer=answer)),
        lambda: not is_stopped.is_set(),
        _meet if errand.meets else None,
    )


def _meet(own: Standing) -> Standing:
    """Tell where this search stands and return from where to go on: from here if nobody says."""
    _say(Word(standing=own))
    line = sys.stdin.buffer.readline()
    return Standing.model_validate_json(line) if line else own


def _make_ready() -> None:
    """Load OR-Tools and the compiled search."""
    from visitplan.routing.search.ready import make_ready  # noqa: PLC0415

    importlib.import_module("visitplan.routing.search.solve")
    make_ready(lambda news: _say(Word(news=news)))


def _say(word: Word) -> None:
    sys.stdout.write(word.model_dump_json() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
