"""Packs, their rules and their differences as tables."""

from collections.abc import Iterable

from rich.table import Table

from visitplan.cli.tables import a_table
from visitplan.domain.rule import Rule
from visitplan.eligibility.differing import Difference
from visitplan.eligibility.inspecting import ShownPack
from visitplan.eligibility.pack import PackSummary

STYLES = {"stricter": "green", "looser": "yellow", "neither": "magenta", "same": "dim"}


def packs_table(packs: Iterable[PackSummary]) -> Table:
    """Return one row for each pack."""
    headers = ("pack", "for", "version", "status", "inherits")
    table = a_table(*headers, ">rules", ">text", ">secondary", ">unverified")
    for pack in packs:
        marks = (pack.rules, pack.text, pack.secondary, pack.unverified)
        inherits = ", ".join(pack.inherits)
        words = (pack.name, pack.title, pack.version, pack.status, inherits)
        table.add_row(*words, *map(str, marks))
    return table


def pack_heading(shown: ShownPack) -> str:
    """Return what is shown, in a line."""
    pack = shown.pack
    others = ", ".join(f"{each.name} {each.version}" for each in shown.packs[:-1])
    inherited = f", inherits {others}" if others else ""
    return f"{pack.name} {pack.version} ({pack.status}) on {shown.on}: {pack.title}{inherited}"


def rules_table(rules: Iterable[Rule]) -> Table:
    """Return one row for each rule, its figure and its source in full."""
    table = a_table("rule", "sets", "figure", "source", "mark", "checked", "status", "from")
    for rule in rules:
        table.add_row(
            f"{rule.pack}/{rule.id}",
            rule.sets,
            f"{rule.figure}\n{rule.text}",
            str(rule.source) + (f"\nwaiver: {rule.waiver}" if rule.waiver else ""),
            rule.mark,
            rule.checked.isoformat(),
            rule.status,
            _first_day(rule),
            style="yellow" if rule.mark == "unverified" else None,
        )
    return table


def _first_day(rule: Rule) -> str:
    """Return the first day of a rule with the mark of that day, where it is another's."""
    if rule.effective_from is None:
        return rule.commencement
    seen = "" if rule.commencement == rule.mark else f"\n({rule.commencement})"
    return f"{rule.effective_from}{seen}"


def differences_table(found: Iterable[Difference], first: str, second: str) -> Table:
    """Return one row for each field, with what the second pack is to the first."""
    table = a_table("sets", first, second, f"{second} is")
    for each in found:
        table.add_row(
            each.sets, each.first or "–", each.second or "–", each.verdict,
            style=STYLES[each.verdict],
        )  # fmt: skip
    return table
