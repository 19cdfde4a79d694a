"""The table ``places``: points that the dispatcher set by hand, which beat everything else."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from visitplan.domain.agent import Shift
from visitplan.domain.case import Case
from visitplan.domain.place import Place, Point
from visitplan.intake.codes import Code
from visitplan.intake.coordinates import point
from visitplan.intake.fields import Fields
from visitplan.intake.identifiers import identifier
from visitplan.intake.words import folded, plain_text, yes_or_no


@dataclass(frozen=True)
class PlacePins:
    """Points by case, and by address as it is compared: without case, width and extra blanks."""

    by_case: Mapping[str, tuple[Fields, Point]]
    by_address: Mapping[str, tuple[Fields, Point]]

    def applied(self, place: Place, case_id: str | None = None) -> Place:
        """Return the place at its pinned point; as it is where nobody pinned it."""
        address = folded(place.address) if place.address else None
        pin = self.by_case.get(case_id or "") or self.by_address.get(address or "")
        if pin is None:
            return place
        return place.model_copy(update={"point": pin[1], "precision": "given"})

    def warn_of_unknown(self, case_ids: Collection[str] | None) -> None:
        """Note each pin of a case that is not in the table; None where nobody knows the cases."""
        for case_id, (fields, _) in self.by_case.items():
            if case_ids is not None and case_id not in case_ids:
                fields.warn(
                    "case_id", Code.CASE_UNKNOWN, "names a case that is not in this day's table",
                    "correct the id, or leave the row for the day when the case comes back",
                )  # fmt: skip


def read_place_pins(rows: Iterable[Fields]) -> PlacePins:
    """Return the pins: all rows, or, where there is a column ``chosen``, those that are.

    That is rows that say yes there, and points filled in by hand, beside which nothing was found.
    """
    by_case: dict[str, tuple[Fields, Point]] = {}
    by_address: dict[str, tuple[Fields, Point]] = {}
    for fields in rows:
        if not _is_chosen(fields):
            continue
        case_id = fields.get("case_id", identifier)
        address = fields.get("address", plain_text)
        where = _point(fields)
        if not (fields.has("case_id") or fields.has("address")):
            fields.refuse(
                "case_id", Code.PIN_OF_NO_PLACE, "there is neither a case nor an address",
                "fill in case_id or address, as they stand in the table cases",
            )  # fmt: skip
        elif case_id and where:
            _add(by_case, case_id, fields, where)
        elif address and where:
            _add(by_address, folded(address), fields, where)
    return PlacePins(by_case, by_address)


def with_cases_pinned(cases: Iterable[Case], pins: PlacePins) -> tuple[Case, ...]:
    """Return the cases, those at their pinned points that somebody pinned."""
    return tuple(
        case.model_copy(update={"place": pins.applied(case.place, case.id)}) for case in cases
    )


def with_shifts_pinned(shifts: Iterable[Shift], pins: PlacePins) -> tuple[Shift, ...]:
    """Return the shifts with starts and ends at their pinned points, by their addresses."""
    return tuple(
        shift.model_copy(
            update={
                "start": pins.applied(shift.start),
                "end": shift.end and pins.applied(shift.end),
            }
        )
        for shift in shifts
    )


def _is_chosen(fields: Fields) -> bool:
    if "chosen" not in fields.values:
        return True
    by_hand = not fields.has("found") and (fields.has("lat") or fields.has("lon"))
    return fields.get_or("chosen", _yes, default=by_hand)


def _yes(value: object) -> bool:
    return str(value).strip().casefold() in {"x", "✓", "√"} or yes_or_no(value)


def _point(fields: Fields) -> Point | None:
    for name in ("lat", "lon"):
        if not fields.has(name):
            fields.refuse(name, Code.VALUE_MISSING, "there is no value", "give lat and lon")
    return point(fields) if fields.has("lat") and fields.has("lon") else None


def _add(pins: dict[str, tuple[Fields, Point]], key: str, fields: Fields, where: Point) -> None:
    if key in pins and pins[key][1] != where:
        fields.refuse(
            "lat", Code.PLACE_PINNED_TWICE, "this place is pinned to two points", "keep one of them"
        )
    pins[key] = (fields, where)
