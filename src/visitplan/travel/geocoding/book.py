"""Finding addresses among the house numbers of an extract.

A dictionary of street names, not a search: an address is read by looking every run of its words up
in it. That works for ``Mannerheimintie 10, Helsinki``, ``10 East Fayette Street`` and
``上海市南京东路21号`` alike, whatever else stands around. A street that is one letter off is found
too, and said to be, for somebody has to look: a guess sends an agent to a stranger's door.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from visitplan.travel.extract import Address
from visitplan.travel.geocoding.choosing import House, choose, numbered, one_place
from visitplan.travel.geocoding.found import Found, NotFound
from visitplan.travel.geocoding.mentions import Meaning, StreetNames
from visitplan.travel.geocoding.numbers import house_numbers
from visitplan.travel.geocoding.spelling import plain, readings, words


class AddressBook:
    """The house numbers of an extract by street.

    Streets without numbers are known by name, so that nobody is sent to Sample Street for a
    number in Sample Street North. House numbers are read when somebody asks for their street.
    """

    def __init__(self, addresses: Iterable[Address], street_names: Iterable[str] = ()) -> None:
        spelt = cache(lambda name: " ".join(words(name)))
        self._streets: dict[str, list[Address]] = defaultdict(list)
        self._houses: dict[str, list[House]] = {}
        for name in street_names:
            self._streets[spelt(name)] = []
        postcodes: set[str] = set()
        for address in addresses:
            self._streets[spelt(address.street)].append(address)
            postcodes.add(address.postcode)
        self._streets.pop("", None)
        self._names = StreetNames(self._streets, frozenset(postcodes))

    def find(self, text: str) -> Found | NotFound:
        """Return the place of an address, or why it has none that could be relied on."""
        read = self._names.meanings(readings(text))
        if isinstance(read, str):
            return read
        answers = [choose(self._houses_at(meaning), meaning) for meaning in read]
        return answers[0] if len(answers) == 1 else _one_of(answers, as_written=read[0].as_written)

    def choices(self, text: str) -> tuple[Found, ...]:
        """Return every house that an ambiguous address may mean."""
        read = self._names.meanings(readings(text))
        if isinstance(read, str):
            return ()
        return tuple(
            found for meaning in read for found in numbered(self._houses_at(meaning), meaning)
        )

    def _houses_at(self, meaning: Meaning) -> list[House]:
        street = meaning.street
        if street not in self._houses:
            self._houses[street] = list(_houses(self._streets[street]))
        return self._houses[street]


def _houses(addresses: Iterable[Address]) -> Iterator[House]:
    for address in addresses:
        for each in house_numbers(plain(address.number)):
            yield from (House(number, each.suffix, address) for number in each.covered)


def _one_of(answers: Sequence[Found | NotFound], *, as_written: bool) -> Found | NotFound:
    """Return what one of several meanings gives.

    Of streets that are one letter off, the only one with the very number is meant; two streets
    that are both written there leave it open.
    """
    found = [answer for answer in answers if isinstance(answer, Found)]
    exact = [answer for answer in found if answer.precision == "exact"]
    if as_written or not exact:
        return "ambiguous" if found or as_written else answers[0]
    return one_place(exact) or "ambiguous"
