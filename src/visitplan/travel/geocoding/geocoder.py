"""Where an address is: by answers kept, then by the map, then by a service that may be asked."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

import numpy as np

from visitplan.domain.geocoding import (
    VISITABLE,
    AddressRecord,
    Candidate,
    GeocodingSettings,
)
from visitplan.travel.geocoding.answers import Answers, oldest_kept
from visitplan.travel.geocoding.asking import Asker, AskingError
from visitplan.travel.geocoding.choosing import ONE_PLACE_METRES
from visitplan.travel.geocoding.found import Found, NotFound
from visitplan.travel.geodesy import degrees_of, great_circle_metres

MAP = "map"


class AddressIndex(Protocol):
    """What the map knows of addresses."""

    def find(self, text: str) -> Found | NotFound:
        """Return the place of an address, or why it has none that could be relied on."""

    def choices(self, text: str) -> tuple[Found, ...]:
        """Return every house that an ambiguous address may mean."""


class NoIndex:
    """What is known of addresses where there are no streets."""

    def find(self, text: str) -> NotFound:  # noqa: ARG002
        """Return that there is nothing to look in."""
        return "no address index"

    def choices(self, text: str) -> tuple[Found, ...]:  # noqa: ARG002
        """Return nothing."""
        return ()


class Geocoder:
    """Looks for one address after the other; what a service answers is kept at once."""

    def __init__(
        self,
        settings: GeocodingSettings,
        *,
        index: AddressIndex,
        answers: Answers,
        asker: Asker | None,
        now: Callable[[], datetime],
    ) -> None:
        self._settings, self._index, self._answers = settings, index, answers
        self._asker, self._now = asker, now

    def record(self, address: str) -> AddressRecord:
        """Return what is known of an address; a service is asked only where the map knows none."""
        since = oldest_kept(self._now(), self._settings.keep_days)
        kept = self._answers.get(address, since=since)
        if kept and kept.status == "ok":
            return kept
        mapped = _by_map(address, self._index)
        if mapped.status == "ok" or not (kept or self._asker):
            return mapped
        return _either(mapped, kept or self._asked(address))

    def _asked(self, address: str) -> AddressRecord:
        assert self._asker  # noqa: S101 - nobody is asked where nobody may be
        service, at = str(self._settings.service), self._now()
        try:
            candidates = self._asker.ask(address)
        except AskingError as problem:
            return AddressRecord(
                query=address, status="error", source=service, at=at, reason=problem.reason
            )
        record = _judged(address, candidates, service).model_copy(update={"at": at})
        self._answers.keep(record, at=at)
        return record


def _by_map(address: str, index: AddressIndex) -> AddressRecord:
    found = index.find(address)
    if isinstance(found, Found):
        return AddressRecord(
            query=address,
            status="ok",
            source=MAP,
            point=found.point,
            precision=found.precision,
            label=found.label,
            as_written=found.as_written,
        )
    choices = index.choices(address) if found == "ambiguous" else ()
    return AddressRecord(
        query=address,
        status="ambiguous" if choices else "not_found",
        source=MAP,
        candidates=tuple(
            Candidate(label=choice.label, point=choice.point, precision=choice.precision)
            for choice in choices
        ),
        reason=_REASONS[found],
    )


_REASONS: dict[NotFound, str] = {
    "no street": "the map knows no such street",
    "no house number": "it has no house number",
    "no such number": "the map knows neither the number nor any near it",
    "another town": "the map knows it in another town only",
    "ambiguous": "it fits several places on the map",
    "no address index": "there is no map with house numbers",
}


def _judged(address: str, candidates: Sequence[Candidate], service: str) -> AddressRecord:
    """Take the house if it is one; everything else is for somebody to choose from."""
    record = AddressRecord(query=address, status="not_found", source=service)
    if not candidates:
        return record.model_copy(update={"reason": "the service knows no such address"})
    houses = [each for each in candidates if each.precision in VISITABLE]
    if houses and _one_place(houses):
        return record.model_copy(update={"status": "ok"} | dict(houses[0]))
    reason = "several places" if houses else "the service knows only the street or the town"
    return record.model_copy(
        update={"status": "ambiguous", "candidates": tuple(candidates), "reason": reason}
    )


def _one_place(candidates: Sequence[Candidate]) -> bool:
    points = degrees_of([each.point for each in candidates])
    return bool(np.all(great_circle_metres(points[:1], points) <= ONE_PLACE_METRES))


def _either(mapped: AddressRecord, answered: AddressRecord) -> AddressRecord:
    """Return the service's answer, with the map's choices where it has none of its own."""
    if answered.status == "not_found" and mapped.status == "ambiguous":
        return mapped
    if answered.status in {"ambiguous", "error"}:
        both = mapped.candidates + answered.candidates
        return answered.model_copy(update={"candidates": both})
    return answered
