"""A disagreement again: whether search and model still do not agree, in two ways."""

from typing import NamedTuple

from visitplan.errors import DisagreementError
from visitplan.routing.disagreement import Instance
from visitplan.routing.process import confirm_apart, solve_apart


class Repeated(NamedTuple):
    """What was disagreed about, what the complete model says now, and what a new search does.

    ``refused`` is why the model does not take the answer as it is, None where it does;
    ``searched`` is the same for the answer of the same search made anew.
    """

    reason: str
    refused: str | None
    searched: str | None

    @property
    def agreed(self) -> bool:
        """Whether model and search agree in both."""
        return self.refused is None and self.searched is None


def repeat(instance: Instance) -> Repeated:
    """Let the complete model read the answer again, then search again with the same effort.

    What the verifier alone refused is agreed upon here: then the statement of the day, or the
    verifier, is at fault. Raises NoPlanError when the solver dies.
    """
    return Repeated(instance.reason, _confirmed(instance), _searched(instance))


def _confirmed(instance: Instance) -> str | None:
    try:
        confirm_apart(instance.statement, instance.effort, instance.answer)
    except DisagreementError as error:
        return str(error)
    return None


def _searched(instance: Instance) -> str | None:
    try:
        solve_apart(instance.statement, instance.effort, lambda _: None)
    except DisagreementError as error:
        return str(error)
    return None
