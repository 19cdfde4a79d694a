"""A TOML text becomes a pack; everything wrong with it is noted at once."""

import difflib
import tomllib
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from visitplan.domain.rule import Mark, Rule, RuleStatus, Source
from visitplan.eligibility.bindings import BINDINGS
from visitplan.eligibility.figures import read_figure
from visitplan.eligibility.pack import BoundRule, Pack
from visitplan.eligibility.pack_findings import Noticed, PackCode
from visitplan.eligibility.showing import shown

LARGEST = 1_000_000
"""Bytes."""

Text = Annotated[str, Field(min_length=1, max_length=2_000)]


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Head(_Written):
    """The keys of a pack outside of its rules; ``effective_…`` stand in where a rule says none."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
    title: Text
    version: Text
    status: Literal["draft", "reviewed"]
    jurisdiction: Annotated[str, Field(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")] | None = None
    inherits: list[Text] = []
    effective_from: date | None = None
    effective_until: date | None = None
    rules: Annotated[list[dict[str, Any]], Field(max_length=500)] = []


class _RuleText(_Written):
    """The keys of one rule, its figure and source read apart from the rest."""

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
    effective_from: date | None = None
    effective_until: date | None = None
    waiver: Text | None = None


def read_pack(path: Path, noticed: Noticed) -> Pack | None:
    """Return the pack of a file; None where there is no reading it (then noted)."""
    try:
        content = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "bad path"
        _unreadable(path.name, f"cannot be read ({reason})", noticed)
        return None
    if content is None:
        _unreadable(path.name, f"has more than {LARGEST:,} bytes", noticed)
        return None
    return parse_pack(path.name, content, noticed)


def parse_pack(file: str, content: bytes, noticed: Noticed) -> Pack | None:
    """Return the pack that a TOML text holds; None where its head cannot be read."""
    try:
        written = tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        noticed.error(
            PackCode.TOML_BROKEN, (file, None), "is no TOML", "mend it; texts stand in quotes"
        )
        return None
    head = _head(file, written, noticed)
    if head is None:
        return None
    rules = [_rule(file, head, number, raw, noticed) for number, raw in enumerate(head.rules, 1)]
    bound = tuple(rule for rule in rules if rule is not None)
    _note_overlaps(file, bound, noticed)
    return Pack(
        file=file,
        name=head.name,
        title=head.title,
        version=head.version,
        status=head.status,
        jurisdiction=head.jurisdiction,
        inherits=tuple(head.inherits),
        rules=bound,
    )


def _head(file: str, written: Mapping[str, Any], noticed: Noticed) -> _Head | None:
    try:
        return _Head.model_validate(written)
    except ValidationError as error:
        _note_misread(file, "", error, _Head.model_fields, noticed)
    known = {key: value for key, value in written.items() if key in _Head.model_fields}
    try:
        return _Head.model_validate(known)
    except ValidationError:
        return None


def _rule(
    file: str, head: _Head, number: int, raw: Mapping[str, Any], noticed: Noticed
) -> BoundRule | None:
    name = raw.get("id")
    spot = name if isinstance(name, str) and name else f"rules[{number}]"
    try:
        read = _RuleText.model_validate(raw)
    except ValidationError as error:
        _note_misread(file, f"{spot}.", error, _RuleText.model_fields, noticed)
        return None
    source = _source(file, spot, read.source, noticed)
    begins = read.effective_from or head.effective_from
    figure = _figure(file, spot, read, noticed)
    if begins is None:
        noticed.error(
            PackCode.DATES_MISSING,
            (file, f"{spot}.effective_from"),
            "nothing says from when on the rule binds",
            "write effective_from = 2026-01-01, here or at the head of the pack",
        )
    if source is None or begins is None or figure is None:
        return None
    ends = read.effective_until or head.effective_until
    if ends is not None and ends < begins:
        noticed.error(
            PackCode.DATES_INVERTED,
            (file, f"{spot}.effective_until"),
            "lies before effective_from",
            "correct one of the two dates",
        )
        return None
    rule = Rule(
        id=read.id,
        sets=read.sets,
        figure=shown(figure[0]),
        unit=BINDINGS[read.sets].unit,
        text=read.text,
        source=source,
        mark=read.mark,
        checked=read.checked,
        status=read.status,
        version=read.version,
        effective_from=begins,
        effective_until=ends,
        pack=head.name,
        pack_version=head.version,
        waiver=read.waiver,
    )
    return BoundRule(rule, figure[0])


def _source(file: str, spot: str, written: Mapping[str, Any], noticed: Noticed) -> Source | None:
    try:
        return Source.model_validate(written)
    except ValidationError as error:
        if not written.get("law"):
            noticed.error(
                PackCode.SOURCE_MISSING,
                (file, f"{spot}.source"),
                "the figure has no source",
                'write source = { law = "…", article = "…" }, with dated and url if known',
            )
        else:
            _note_misread(file, f"{spot}.source.", error, Source.model_fields, noticed)
        return None


def _figure(file: str, spot: str, read: _RuleText, noticed: Noticed) -> tuple[Any] | None:
    """Return the figure in a tuple of its own; None where there is none to be read."""
    if read.sets not in BINDINGS:
        noticed.error(
            PackCode.RULE_UNKNOWN,
            (file, f"{spot}.sets"),
            "names no rule that visitplan knows",
            _nearest(read.sets, BINDINGS),
        )
        return None
    if read.unit is not None and read.unit != BINDINGS[read.sets].unit:
        noticed.error(
            PackCode.UNIT_OTHER,
            (file, f"{spot}.unit"),
            "is not the unit of this rule",
            f'give the figure in "{BINDINGS[read.sets].unit}", or leave the unit out',
        )
    try:
        return (read_figure(read.sets, read.figure),)
    except ValidationError as error:
        for each in error.errors(include_url=False, include_input=False):
            inside = "".join(f".{part}" for part in each["loc"])
            noticed.error(
                PackCode.FIGURE_UNREADABLE,
                (file, f"{spot}.figure{inside}"),
                f"cannot be read: {each['msg']}",
                f"visitplan policy show humane-baseline has examples; the unit is "
                f"{BINDINGS[read.sets].unit}",
            )
        return None


def _note_misread(
    file: str, prefix: str, error: ValidationError, known: Collection[str], noticed: Noticed
) -> None:
    for each in error.errors(include_url=False, include_input=False):
        key = ".".join(map(str, each["loc"]))
        spot = (file, prefix + key)
        match each["type"]:
            case "extra_forbidden":
                noticed.error(
                    PackCode.KEY_UNKNOWN, spot, "is not known and not read", _nearest(key, known)
                )
            case "missing" if key == "source":
                noticed.error(
                    PackCode.SOURCE_MISSING, spot, "the figure has no source",
                    'write source = { law = "…", article = "…" }',
                )  # fmt: skip
            case "missing":
                noticed.error(PackCode.KEY_MISSING, spot, "is missing", f"write {key} = …")
            case _:
                noticed.error(
                    PackCode.VALUE_UNREADABLE, spot, f"cannot be read: {each['msg']}",
                    "correct the value; dates stand without quotes, texts in them",
                )  # fmt: skip


def _note_overlaps(file: str, rules: Iterable[BoundRule], noticed: Noticed) -> None:
    for first, second in combinations((bound.rule for bound in rules), 2):
        if first.id != second.id:
            continue
        spot = (file, f"{second.id}.effective_from")
        if first.sets != second.sets:
            noticed.error(
                PackCode.ID_UNCLEAR, (file, f"{second.id}.sets"),
                "two rules of one id set different things", "give each rule an id of its own",
            )  # fmt: skip
        elif _overlap(first, second):
            noticed.error(
                PackCode.DATES_OVERLAP, spot, "two versions of this rule bind on the same days",
                "end the older one by effective_until the day before",
            )  # fmt: skip


def _overlap(first: Rule, second: Rule) -> bool:
    return first.effective_from <= (second.effective_until or date.max) and (
        second.effective_from <= (first.effective_until or date.max)
    )


def _nearest(word: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(word[:100], known, n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"?' if close else f"known are {', '.join(known)}"


def _unreadable(file: str, problem: str, noticed: Noticed) -> None:
    noticed.error(PackCode.FILE_UNREADABLE, (file, None), problem, "name a pack that you may read")
