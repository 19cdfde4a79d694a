"""The keys of a pack's file, and what is said of those that are missing, unknown or unreadable."""

import difflib
from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from visitplan.domain.rule import Mark, RuleStatus
from visitplan.eligibility.pack_findings import Noticed, PackCode

Text = Annotated[str, Field(min_length=1, max_length=2_000)]
First = date | Literal["unknown", "always"]
"""From when on a rule binds: its law's first day, or why there is none."""
MOST_RULES = 500


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class HeadKeys(_Written):
    """The keys of a pack outside of its rules; ``effective_…`` stand in where a rule says none."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
    title: Text
    version: Text
    status: Literal["draft", "reviewed"]
    jurisdiction: Annotated[str, Field(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")] | None = None
    inherits: list[Text] = []
    effective_from: First | None = None
    effective_mark: Mark | None = None
    effective_until: date | None = None
    rules: Annotated[list[dict[str, Any]], Field(max_length=MOST_RULES)] = []


class RuleKeys(_Written):
    """The keys of one rule; its figure and source are read apart from the rest."""

    id: Text
    sets: Text
    figure: Any
    unit: Text | None = None
    text: Text
    source: dict[str, Any]
    mark: Mark
    checked: date
    status: RuleStatus = "in force"
    version: Text = "1"
    effective_from: First | None = None
    effective_mark: Mark | None = None
    effective_until: date | None = None
    waiver: Text | None = None


class Spot(NamedTuple):
    """Where in a file something stands, and who listens to what is wrong there."""

    file: str
    key: str
    noticed: Noticed

    def at(self, key: str) -> "Spot":
        """Return the spot of a key inside of this one."""
        return self._replace(key=f"{self.key}.{key}" if self.key else key)

    def refuse(self, code: PackCode, problem: str, remedy: str) -> None:
        """Note an error at this spot."""
        self.noticed.error(code, (self.file, self.key or None), problem, remedy)


def note_misread(spot: Spot, error: ValidationError, known: Collection[str]) -> None:
    """Note each key that is missing, unknown or cannot be read."""
    for each in error.errors(include_url=False, include_input=False):
        key = ".".join(map(str, each["loc"]))
        where = spot.at(key)
        if each["type"] == "extra_forbidden":
            where.refuse(PackCode.KEY_UNKNOWN, "is not known and not read", nearest(key, known))
        elif each["type"] == "missing" and key == "source":
            note_no_source(where)
        elif each["type"] == "missing":
            where.refuse(PackCode.KEY_MISSING, "is missing", f"write {key} = …")
        else:
            problem = f"cannot be read: {each['msg']}"
            where.refuse(
                PackCode.VALUE_UNREADABLE, problem, "dates stand without quotes, texts in them"
            )


def note_no_source(spot: Spot) -> None:
    """Note a figure of which nobody says where it comes from."""
    remedy = 'write source = { law = "…", article = "…" }, with dated and url if known'
    spot.refuse(PackCode.SOURCE_MISSING, "the figure has no source", remedy)


def nearest(word: str, known: Collection[str]) -> str:
    """Return the remedy for an unknown word."""
    close = difflib.get_close_matches(word[:100], known, n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"?' if close else f"known are {', '.join(known)}"


_STAND_INS: Mapping[str, str] = {"name": "unread", "title": "-", "version": "-", "status": "draft"}


def read_head(written: Mapping[str, Any], spot: Spot) -> HeadKeys:
    """Return the head of a pack; what cannot be read is noted, and something stands in for it."""
    try:
        return HeadKeys.model_validate(written)
    except ValidationError as error:
        note_misread(spot, error, HeadKeys.model_fields)
        wrong = {each["loc"][0] for each in error.errors()}
    sound = {key: value for key, value in written.items() if key not in wrong}
    return HeadKeys.model_validate({**_STAND_INS, **sound})
