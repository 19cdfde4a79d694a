"""What somebody does to a plan by hand."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from visitplan.domain.value import Id, Value


class Move(Value):
    """One visit put onto a route, moved on it, or taken off.

    ``shift_id`` is whose route it goes to (None: onto none). ``position`` is its place among the
    other stops of that route, from 0 (None: where the route is least
    late, and costs least).
    """

    case_id: Id
    shift_id: Id | None = None
    position: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _has_a_place_only_on_a_route(self) -> Self:
        if self.shift_id is None and self.position is not None:
            raise ValueError("a visit that is taken off has no place")
        return self
