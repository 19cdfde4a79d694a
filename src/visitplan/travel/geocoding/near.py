"""Names that are one letter apart, found among many without comparing with each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from visitplan.travel.geocoding.spelling import is_ideograph

SHORTEST_WORD = 4
"""A word of fewer letters means something else with one of them changed (Bay, Day)."""


class Neighbourhood:
    """Names by their halves: a slip of one letter leaves one half of a name as it was.

    So the names near a word are among those that share a half with it: a handful, found by seven
    look-ups, where an index of all shortened names would hold one entry for each letter.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[str, str] = {}
        self._halves: dict[tuple[int, bool, str], list[str]] = defaultdict(list)
        for name in names:
            for spelling in _spellings(name):
                self._names[spelling] = name
                middle = len(spelling) // 2
                self._halves[len(spelling), True, spelling[:middle]].append(spelling)
                self._halves[len(spelling), False, spelling[middle:]].append(spelling)

    def near(self, word: str) -> set[str]:
        """Return the names that are one letter apart from a word."""
        return {
            self._names[spelling]
            for written in _spellings(word)
            for spelling in self._sharing_a_half(written)
            if one_letter_apart(spelling, written)
        }

    def _sharing_a_half(self, word: str) -> Iterator[str]:
        for length in range(len(word) - 1, len(word) + 2):
            middle = length // 2
            yield from self._halves.get((length, True, word[:middle]), ())
            yield from self._halves.get((length, False, word[len(word) - length + middle :]), ())
        middle = len(word) // 2
        turned = word[: middle - 1] + word[middle - 1 : middle + 1][::-1] + word[middle + 1 :]
        if turned in self._names:  # two letters exchanged across the middle touch both halves
            yield turned


def _spellings(name: str) -> tuple[str, ...]:
    """Return a name with ss as two letters, and as the one that it is in Hauptstraße."""
    return (name, name.replace("ss", "ß")) if "ss" in name else (name,)


def one_letter_apart(one: str, other: str) -> bool:
    """Tell whether one letter was added, left out, replaced, or exchanged with the next.

    A blank counts as a letter. Digits and Chinese signs never do, for another one is another
    street; nor do letters of short words.
    """
    begin = _shared(one, other)
    end = _shared(one[begin:][::-1], other[begin:][::-1])
    here, there = one[begin : len(one) - end], other[begin : len(other) - end]
    exchanged = len(here) == 2 and here == there[::-1]
    if not exchanged and (max(len(here), len(there)) != 1):
        return False
    if not all(map(_may_slip, here + there)):
        return False
    longest = max(_length_around(one, begin), _length_around(other, begin))
    return longest >= SHORTEST_WORD


def _shared(one: str, other: str) -> int:
    """Count the letters that two texts have in common from their beginning on."""
    for count, (here, there) in enumerate(zip(one, other, strict=False)):
        if here != there:
            return count
    return min(len(one), len(other))


def _may_slip(sign: str) -> bool:
    return sign == " " or (sign.isalpha() and not is_ideograph(sign))


def _length_around(text: str, position: int) -> int:
    begin = text.rfind(" ", 0, position) + 1
    end = text.find(" ", position)
    return (len(text) if end < 0 else end) - begin
