"""Street networks as tables."""

from collections.abc import Iterable, Iterator

from rich.markup import escape
from rich.table import Table

from visitplan.app.streets import KeptStreets
from visitplan.cli.tables import a_table
from visitplan.domain.street_report import StreetReport

MOST_RULES = 8
"""So many rules of some hours are shown; all of them are in the JSON."""

MUCH_KEPT = 0.8
"""Of what a mode may use, so much at least hangs together in an extract that serves."""

MODE_WORDS = {"drive": "car", "two_wheeler": "two-wheeler", "walk": "on foot"}


def kept_table(kept: Iterable[KeptStreets]) -> Table:
    """Return one row for each name."""
    table = a_table("name", "from", ">MB")
    for each in kept:
        source = each.source or "damaged: add it again"
        table.add_row(each.name, source, f"{each.size / 1e6:.1f}")
    return table


def heading(report: StreetReport) -> str:
    """Return what was looked at, in a line."""
    age = f"data of {report.as_of}" if report.as_of else "the data do not tell their date"
    turns = "no" if report.turn_restrictions is None else str(report.turn_restrictions)
    counts = f"{report.addresses} house numbers, {turns} turn restrictions"
    return f"streets of {report.label}: {age}, {counts}, free flow × {report.calibration:g}"


def modes_table(report: StreetReport) -> Table:
    """Return one row for each mode: what it may use, and what of that hangs together."""
    table = a_table("mode", ">junctions", ">segments", ">usable km", ">kept km", ">parts")
    for each in report.modes:
        lengths = (_km(each.metres), _km(each.kept_metres))
        counts = (str(each.junctions), str(each.segments))
        table.add_row(MODE_WORDS[each.mode], *counts, *lengths, str(each.pieces))
    return table


def classes_table(report: StreetReport) -> Table:
    """Return one row for each class of road: length, speed, and how much of it has which tags."""
    table = a_table("class", ">km", ">km/h", ">with limit", ">with name", ">one-way")
    for each in report.classes:
        shares = (each.limit_share, each.name_share, each.one_way_share)
        speed = "–" if each.kmh is None else f"{each.kmh:g}"
        told = (f"{share:.0%}" for share in shares)
        table.add_row(each.road_class, _km(each.metres), speed, *told)
    return table


def warnings(report: StreetReport) -> Iterator[str]:
    """Yield what somebody had better know before agents are sent by these streets."""
    for each in report.modes:
        if each.kept_metres < MUCH_KEPT * each.metres:
            yield (
                f"{MODE_WORDS[each.mode]}: only {_km(each.kept_metres)} of"
                f" {_km(each.metres)} km hang together; whoever is on the rest cannot be reached."
                " Use a larger extract, if this one was cut too close"
            )
    if report.turn_restrictions is None:
        yield "forbidden turns are not known: this form of street data does not tell them"
    if report.hourly_turns:
        yield f"{report.hourly_turns} turns are forbidden at some hours only: taken as allowed"
    if report.hourly_rules:
        length = _km(sum(each.metres for each in report.hourly_rules))
        yield (
            f"rules for some hours only stand on {length} km: not obeyed, the streets are taken as"
            " at other hours; those of the longest streets:"
        )


def rules_table(report: StreetReport) -> Table:
    """Return one row for each rule that holds at some hours only, of the longest streets."""
    table = a_table("tag", "rule", ">km")
    for each in report.hourly_rules[:MOST_RULES]:
        table.add_row(each.tag, escape(each.rule), _km(each.metres))
    return table


def _km(metres: int) -> str:
    return f"{metres / 1000:.1f}"
