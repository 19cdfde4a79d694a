"""Which streets of the map an address may mean, and by which number."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from visitplan.travel.geocoding.near import Neighbourhood
from visitplan.travel.geocoding.numbers import HouseNumber, house_number


class Meaning(NamedTuple):
    """A street by its name as the index spells it, the number there, and all other words."""

    street: str
    number: HouseNumber
    elsewhere: tuple[str, ...]
    as_written: bool


class Mention(NamedTuple):
    """A run of words that is the name of streets, or nearly is."""

    begin: int
    end: int
    streets: frozenset[str]
    as_written: bool


class _Spot(NamedTuple):
    """A mention with a number beside it; ``rank`` is less for what is likelier meant."""

    rank: tuple[bool, int, bool, bool]
    words: Sequence[str]
    mention: Mention
    at: int
    number: HouseNumber


class StreetNames:
    """The names of all streets, each a text of words with single blanks between them."""

    def __init__(self, names: Iterable[str], postcodes: frozenset[str] = frozenset()) -> None:
        self._names = frozenset(names)
        self._near = Neighbourhood(self._names)
        self._postcodes = postcodes
        self._longest = max((name.count(" ") + 1 for name in self._names), default=0)
        self._in_any_order: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for name in self._names:
            self._in_any_order[_sorted(name.split(" "))].append(name)

    def meanings(
        self, readings: Iterable[Sequence[str]]
    ) -> list[Meaning] | Literal["no street", "no house number"]:
        """Return what an address most likely means; several where nothing tells them apart.

        ``readings`` are its words in one way or another, the likelier first.
        """
        mentioned, best = False, list[_Spot]()
        for words in readings:
            mentions = self._mentions(words)
            mentioned = mentioned or bool(mentions)
            spots = [spot for mention in mentions for spot in self._spots(words, mention)]
            least = min((spot.rank for spot in spots), default=None)
            if least and (not best or least < best[0].rank):
                best = [spot for spot in spots if spot.rank == least]
        if not best:
            return "no house number" if mentioned else "no street"
        return [meaning for spot in best for meaning in _meanings(spot)]

    def _mentions(self, words: Sequence[str]) -> list[Mention]:
        spans = [
            (begin, end)
            for begin in range(len(words))
            for end in range(begin + 1, min(begin + self._longest + 1, len(words)) + 1)
        ]
        found = (self._mention(words, begin, end) for begin, end in spans)
        return [mention for mention in found if mention]

    def _mention(self, words: Sequence[str], begin: int, end: int) -> Mention | None:
        """Return the streets that a run of words names: as written, in another order, nearly."""
        run = words[begin:end]
        name = " ".join(run)
        if name in self._names:
            return Mention(begin, end, frozenset((name,)), as_written=True)
        streets = self._in_any_order.get(_sorted(run)) or self._near.near(name)
        return Mention(begin, end, frozenset(streets), as_written=False) if streets else None

    def _spots(self, words: Sequence[str], mention: Mention) -> Iterator[_Spot]:
        """Yield the numbers right behind and right before a mention."""
        for at in (mention.end, mention.begin - 1):
            number = house_number(words[at]) if 0 <= at < len(words) else None
            if number:
                rank = (
                    self._looks_like_postcode(words[at]),
                    mention.begin - mention.end,
                    not mention.as_written,
                    at < mention.begin,
                )
                yield _Spot(rank, words, mention, at, number)

    def _looks_like_postcode(self, word: str) -> bool:
        return word in self._postcodes or (word.isdecimal() and len(word) > 4)


def _meanings(spot: _Spot) -> Iterator[Meaning]:
    begin, end, streets, as_written = spot.mention
    elsewhere = tuple(
        word for at, word in enumerate(spot.words) if at != spot.at and not begin <= at < end
    )
    for street in sorted(streets):
        yield Meaning(street, spot.number, elsewhere, as_written)


def _sorted(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words))
