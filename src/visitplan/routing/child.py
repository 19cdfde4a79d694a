"""The solver's own process: OR-Tools aborts the whole interpreter on what it dislikes.

Reads one ``Errand`` as JSON from standard input; writes each better answer, and at last the
confirmed one, as a line of JSON to standard output. Nothing personal passes through.
"""

import sys

from visitplan.domain.value import Value
from visitplan.errors import NoPlanError
from visitplan.routing.search.limits import Effort
from visitplan.routing.statement import Answer, Statement


class Errand(Value):
    """What the child is asked."""

    statement: Statement
    effort: Effort


class Word(Value):
    """What the child says: an answer on the way, the last one, or why there is none."""

    answer: Answer | None = None
    last: bool = False
    failure: str | None = None


def main() -> None:
    """Solve what standard input asks."""
    from visitplan.routing.search.solve import solve  # noqa: PLC0415 - after the input is there

    errand = Errand.model_validate_json(sys.stdin.buffer.read())
    try:
        answer = solve(errand.statement, errand.effort, lambda answer: _say(Word(answer=answer)))
        _say(Word(answer=answer, last=True))
    except NoPlanError as error:
        _say(Word(failure=str(error), last=True))


def _say(word: Word) -> None:
    sys.stdout.write(word.model_dump_json() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
