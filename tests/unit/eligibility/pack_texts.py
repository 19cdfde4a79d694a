"""Packs as texts, valid by default."""

from datetime import date
from pathlib import Path

from builders import TODAY
from visitplan.domain.finding import Finding
from visitplan.domain.governing import Governed, OwnPolicy
from visitplan.eligibility.governing import govern

HEAD = """
name = "{name}"
title = "A pack"
version = "1"
status = "draft"
effective_from = 2026-01-01
inherits = {inherits}
"""
RULE = """
[[rules]]
id = "{id}"
sets = "{sets}"
figure = {figure}
text = "A rule."
source = {{ law = "A law", article = "1" }}
mark = "{mark}"
checked = 2026-11-01
"""


def a_pack(*rules: str, name: str = "ours", inherits: tuple[str, ...] = ()) -> str:
    return HEAD.format(name=name, inherits=list(inherits)) + "".join(rules)


def a_rule(sets: str, figure: str, *more: str, id: str = "r1", mark: str = "text") -> str:  # noqa: A002
    return RULE.format(id=id, sets=sets, figure=figure, mark=mark) + "\n".join(more) + "\n"


KEPT = a_rule("retention", '[{ category = "case_record", maximum_days = 1096 }]', id="kept")
"""Whoever says how long records are kept at most need not be told to."""


def written(folder: Path, text: str, name: str = "ours.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def governed(
    folder: Path, *packs: str, day: date = TODAY, figures: dict[str, object] | None = None
) -> Governed:
    """Return what packs (texts are written to files first) make of a day."""
    names = []
    for number, pack in enumerate(packs):
        if "\n" in pack:
            pack = written(folder, pack, f"pack{number}.toml").name  # noqa: PLW2901
        names.append(pack)
    return govern(OwnPolicy(day, folder, "day.toml", tuple(names), {}, figures or {}))


def codes(findings: tuple[Finding, ...]) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.column) for finding in findings]
