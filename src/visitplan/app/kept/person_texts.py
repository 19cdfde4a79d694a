"""Texts that name a person among others: what they say of that person, and what is left of them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import Any

from visitplan.storage.persons import Person

_FREE = ("problem", "remedy", "reason")
"""Sentences of ours; one that names the person goes, with what it stands in."""


def said_in(document: str, person: Person) -> Iterator[dict[str, Any]]:
    """Yield what a plan says of a person: where it stands, and the words; nobody else's id."""
    for part, entries in json.loads(document).items():
        for entry in entries if isinstance(entries, list) else ():
            yield from _said(part, entry, person)


def is_named_in(data: Any, person: Person) -> bool:
    """Tell whether plain data is about a person anywhere."""
    return bool(emptied_of(data, person) != data)


def without(document: str, person: Person) -> str:
    """Return a plan in which a person has no part: no stop, no reason, no mention.

    A route that has no stop left goes too. What a route and the day cost stays as it was, and so
    do all other times: agents are paid by them.
    """
    left = emptied_of(json.loads(document), person)
    if "routes" in left:
        left["routes"] = [route for route in left["routes"] if route.get("stops")]
    return json.dumps(left, ensure_ascii=False, allow_nan=False, indent=2, sort_keys=True) + "\n"


def emptied_of(value: Any, person: Person) -> Any:
    """Return plain data without the items of its lists that are about a person."""
    if isinstance(value, dict):
        return {name: emptied_of(each, person) for name, each in value.items()}
    if isinstance(value, list):
        return [emptied_of(each, person) for each in value if not _is_about(each, person)]
    return value


def _said(part: str, entry: Any, person: Person) -> Iterator[dict[str, Any]]:
    if not isinstance(entry, dict):
        return
    stops = [stop for stop in entry.get("stops", ()) if stop.get("case_id") in person.case_ids]
    for stop in stops:
        by = {name: entry[name] for name in ("agent_id", "partners", "shift_id") if name in entry}
        yield {"in": part, **by, **stop}
    if entry.get("case_id") in person.case_ids:
        yield {"in": part, **{name: each for name, each in entry.items() if name != "instead_of"}}


def _is_about(value: Any, person: Person) -> bool:
    if isinstance(value, str):
        return value in person.case_ids
    if not isinstance(value, dict):
        return False
    return value.get("case_id") in person.case_ids or _is_named(value, person.case_ids)


def _is_named(value: Mapping[str, Any], case_ids: Sequence[str]) -> bool:
    """Tell whether a sentence in plain data names any of these ids as a word."""
    text = " ".join(str(value[name]) for name in _FREE if name in value)
    words = reduce(lambda left, sign: left.replace(sign, " "), ',.;:()"→', text).split()
    return any(each in words for each in case_ids)
