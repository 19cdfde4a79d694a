"""Finding addresses among the house numbers of an extract.

Only whole names match: a misspelt street is not found rather than guessed, because a guess sends
an agent to a stranger's door. So the index needs no fuzzy search; it is a dictionary of street
names, and an address is read by looking every run of its words up in it. That works for
``Mannerheimintie 10, Helsinki``, ``10 East Fayette Street`` and ``上海市南京东路21号`` alike,
whatever else stands around.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

import numpy as np

from visitplan.domain.place import Point
from visitplan.travel.extract import Address
from visitplan.travel.geodesy import great_circle_metres

ONE_PLACE_METRES = 200.0
"""Entries of one address farther apart than this are different places with one name."""

FARTHEST_NUMBER = 20
"""A neighbouring number stands in for a missing one only this near by counting."""

_WHOLE_WORDS = {
    "st": "street",
    "ave": "avenue",
    "av": "avenue",
    "rd": "road",
    "dr": "drive",
    "ln": "lane",
    "blvd": "boulevard",
    "pl": "place",
    "ct": "court",
    "sq": "square",
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
    "r": "rua",
}
"""What people shorten; applied to the map's names and to what is asked alike."""

_WORD = re.compile(r"\d+(?:\s?[-–/]\s?\d+)?\s?[a-z]?(?![^\W\d_])|[^\W\d_]+|\d+")
_NUMBER = re.compile(r"(\d+)(?:[-–/](\d+))?([a-z]?)")
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")


class Found(NamedTuple):
    """A place for an address; ``precision`` tells whether the very number is on the map."""

    point: Point
    precision: Literal["exact", "interpolated"]


NotFound = Literal[
    "no street",
    "no house number",
    "no such number",
    "another town",
    "ambiguous",
    "no address index",
]

_Span = tuple[int, int]
_Number = tuple[int, str]


class _Entry(NamedTuple):
    number: int
    suffix: str
    address: Address


class AddressBook:
    """The house numbers of an extract by street.

    Streets without numbers are known by name, so that nobody is sent to Sample Street for a
    number in Sample Street North.
    """

    def __init__(self, addresses: Iterable[Address], street_names: Iterable[str] = ()) -> None:
        self._streets: dict[tuple[str, ...], list[_Entry]] = defaultdict(list)
        for name in street_names:
            self._streets[tuple(_words(name))] = []
        for address in addresses:
            self._streets[tuple(_words(address.street))] += _entries(address)
        self._longest = max(map(len, self._streets), default=0)

    def find(self, text: str) -> Found | NotFound:
        """Return the place of an address, or why it has none that could be relied on."""
        readings = [(words, list(self._mentions(words))) for words in _readings(text)]
        words, spans = max(readings, key=lambda reading: max(map(_length, reading[1]), default=0))
        if not spans:
            return "no street"
        longest = max(map(_length, spans))
        numbered = _numbered(words, [span for span in spans if _length(span) == longest])
        if len(numbered) != 1:
            return "ambiguous" if numbered else "no house number"
        (begin, end), position, (number, suffix) = numbered[0]
        street = self._streets[tuple(words[begin:end])]
        elsewhere = [
            word for at, word in enumerate(words) if at != position and not begin <= at < end
        ]
        return _choose(street, number, suffix, set(elsewhere))

    def _mentions(self, words: Sequence[str]) -> Iterator[_Span]:
        """Yield where runs of words are the name of a street."""
        for begin in range(len(words)):
            for end in range(begin + 1, min(begin + self._longest, len(words)) + 1):
                if tuple(words[begin:end]) in self._streets:
                    yield begin, end


def _readings(text: str) -> tuple[list[str], list[str]]:
    """Return the words of a text with ``12 a`` as one number, and as a number and a word.

    ``10 E Fayette Street`` is number 10 of East Fayette Street, ``Hauptstraße 10 e`` is 10e.
    """
    return _words(text), _words(re.sub(r"(\d) ([a-zA-Z]\b)", r"\1, \2", text))


def _words(text: str) -> list[str]:
    """Return the words and numbers of a text, spelt in one way; an ideograph is a word."""
    found = []
    for word in _WORD.findall(_plain(text)):
        if _IDEOGRAPH.search(word):
            found += list(word)
        else:
            found.append(_spelt_out(re.sub(r"\s", "", word)))
    return found


def _plain(text: str) -> str:
    """Return a text without case, width, accents and the sign for a number."""
    letters = unicodedata.normalize("NFKD", text).casefold().replace("号", " ")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _length(span: _Span) -> int:
    return span[1] - span[0]


def _spelt_out(word: str) -> str:
    if word.endswith("str") and len(word) > 4:  # Hauptstr. is Hauptstraße (ß is folded to ss)
        return f"{word}asse"
    return _WHOLE_WORDS.get(word, word)


def _numbered(words: Sequence[str], spans: Sequence[_Span]) -> list[tuple[_Span, int, _Number]]:
    """Return the streets with a house number right behind them; if none has, right before.

    Each with the number's position among the words.
    """
    for behind in (True, False):
        spots = [(span, span[1] if behind else span[0] - 1) for span in spans]
        found = [(span, at, number) for span, at in spots if (number := _number_at(words, at))]
        if found:
            return found
    return []


def _number_at(words: Sequence[str], position: int) -> _Number | None:
    if not 0 <= position < len(words):
        return None
    number = _NUMBER.fullmatch(words[position])
    return (int(number[1]), number[3]) if number else None


def _entries(address: Address) -> Iterator[_Entry]:
    """Yield the numbers of an address: ``12a``, ``12;14``, and ``12-16`` as 12, 14, 16."""
    for part in re.split(r"[;,]", _plain(address.number)):
        if number := _NUMBER.match(re.sub(r"\s", "", part)):
            first, last = int(number[1]), int(number[2] or number[1])
            covered = range(first, last + 1, 2) if first <= last <= first + 40 else (first,)
            yield from (_Entry(each, number[3], address) for each in covered)


def _choose(
    entries: Sequence[_Entry], number: int, suffix: str, elsewhere: set[str]
) -> Found | NotFound:
    exact = [entry for entry in entries if (entry.number, entry.suffix) == (number, suffix)]
    if exact:
        return _one_place(exact, "exact", elsewhere)
    near = [entry for entry in entries if abs(entry.number - number) <= FARTHEST_NUMBER]
    if not near:
        return "no such number"
    best = min(_apart(entry, number) for entry in near)
    nearest = [entry for entry in near if _apart(entry, number) == best]
    return _one_place(nearest, "interpolated", elsewhere)


def _apart(entry: _Entry, number: int) -> tuple[int, bool]:
    """Count the numbers between; of equally near ones, those across the street come last."""
    between = abs(entry.number - number)
    return between, between % 2 == 1


def _one_place(
    entries: Sequence[_Entry], precision: Literal["exact", "interpolated"], elsewhere: set[str]
) -> Found | NotFound:
    """Return the one place of equal entries; the town and postcode asked for tell them apart."""
    agreement = [_agreement(entry.address, elsewhere) for entry in entries]
    if max(agreement) < 0:
        return "another town"
    named = [entry for entry, a in zip(entries, agreement, strict=True) if a == max(agreement)]
    if not _together(named):
        return "ambiguous"
    lat, lon = np.mean([(entry.address.lat, entry.address.lon) for entry in named], axis=0)
    return Found(Point(lat=round(float(lat), 7), lon=round(float(lon), 7)), precision)


def _agreement(address: Address, elsewhere: set[str]) -> int:
    """Count the words that the map's town and postcode share with what else was asked for.

    -1 where both name a town, or both a postcode, and nothing agrees: some other town's street.
    """
    town, postcode = set(_words(address.city)), set(_words(address.postcode))
    asked_postcodes = {word for word in elsewhere if word.isdecimal() and len(word) >= 4}
    asked_words = {word for word in elsewhere if not word.isdecimal()}
    agreeing = len((town | postcode) & elsewhere)
    contradicted = (town and asked_words) or (postcode and asked_postcodes)
    return -1 if contradicted and not agreeing else agreeing


def _together(entries: Sequence[_Entry]) -> bool:
    points = np.array([(entry.address.lat, entry.address.lon) for entry in entries])
    return bool((great_circle_metres(points[:1], points) <= ONE_PLACE_METRES).all())
