"""Pages of long lists: a cursor says where the next one begins."""

from collections.abc import Callable
from typing import Annotated, Generic, TypeVar

from fastapi import Query

from visitplan.web.api.answers import Shown
from visitplan.web.refusals import MisreadQueryError

Item = TypeVar("Item", bound=Shown)
Place = TypeVar("Place")
MOST = 500

Cursor = Annotated[
    str | None,
    Query(max_length=100, description="The `next` of the page before; none begins at the first."),
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many items a page holds at most.")]


class Page(Shown, Generic[Item]):
    """A page of a list.

    ``next`` is the cursor of what follows; where there is nothing more yet, ask with it later.
    """

    items: list[Item]
    next: str | None
    more: bool


def place_of(cursor: str | None, read: Callable[[str], Place], first: Place) -> Place:
    """Return the place that a cursor names; MisreadQueryError for one that we never gave."""
    if cursor is None:
        return first
    try:
        return read(cursor)
    except ValueError:
        raise MisreadQueryError("cursor", "is no cursor of this list") from None


def number(cursor: str) -> int:
    """Return the number that a cursor is; ValueError where it is none that we gave."""
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 19):
        raise ValueError
    return int(cursor)
