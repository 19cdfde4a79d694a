"""Where a search stands, as islands tell each other at their meetings."""

from collections.abc import Callable

from visitplan.domain.value import Value


class Standing(Value):
    """The present routes of a search, a tuple of visits for each shift, and their price."""

    price: int
    orders: tuple[tuple[int, ...], ...]

    @property
    def by_shift(self) -> dict[int, tuple[int, ...]]:
        """The visits of each used shift."""
        return {shift: order for shift, order in enumerate(self.orders) if order}


Meet = Callable[[Standing], Standing]
"""Tells the others where a search stands, and returns from where it goes on."""
