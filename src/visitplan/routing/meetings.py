"""The meetings of islands: everybody who still searches comes, and all go on from the cheapest."""

from visitplan.routing.search.meeting import Standing


class Meetings:
    """Who still searches, and who has come to the present meeting."""

    def __init__(self, islands: int) -> None:
        self._searching = set(range(islands))
        self._come: dict[int, Standing] = {}

    def come(self, island: int, standing: Standing) -> None:
        """Note where an island stands that now waits for the others."""
        self._come[island] = standing

    def leave(self, island: int) -> None:
        """Note that an island does not come any more: its search has ended, or it died."""
        self._searching.discard(island)
        self._come.pop(island, None)

    def decided(self) -> dict[int, Standing]:
        """Return from where each island that came goes on; nothing while somebody is awaited.

        Of equal prices the first island's counts, so that equal searches meet with equal ends.
        """
        if not self._come or self._come.keys() < self._searching:
            return {}
        cheapest = min(self._come.items(), key=lambda come: (come[1].price, come[0]))[1]
        answers = dict.fromkeys(self._come, cheapest)
        self._come.clear()
        return answers
