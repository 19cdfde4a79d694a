"""The one exception of the field readers; never seen outside of intake."""

from visitplan.intake.codes import Code


class MisreadError(ValueError):
    """A value that cannot be taken: what is wrong, and what would be right.

    Neither text quotes the value where it may be personal.
    """

    def __init__(self, code: Code, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.code = code
        self.problem = problem
        self.remedy = remedy
