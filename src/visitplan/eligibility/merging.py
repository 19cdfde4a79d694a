"""Several packs merge to the strictest, each field by its own order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from types import MappingProxyType

from visitplan.domain.rule import Rule
from visitplan.eligibility.bindings import BINDINGS, Figure
from visitplan.eligibility.pack import BoundRule


@dataclass(frozen=True)
class Merged:
    """What rules say together: a figure for each field spoken of, and all rules that spoke."""

    figures: Mapping[str, Figure] = field(default_factory=lambda: MappingProxyType({}))
    rules: frozenset[BoundRule] = frozenset()

    def rules_in_order(self) -> tuple[Rule, ...]:
        """Return the rules by field, those first whose figure stands, last those outdone."""
        ranked = sorted(self.rules, key=lambda bound: (self._rank(bound), _identity(bound.rule)))
        return tuple(sorted((bound.rule for bound in ranked), key=lambda rule: rule.sets))

    def _rank(self, bound: BoundRule) -> int:
        stands = self.figures[bound.rule.sets]
        if bound.figure == stands:
            return 0
        beside = [
            other.figure
            for other in self.rules
            if other.rule.sets == bound.rule.sets and other is not bound
        ]
        without = reduce(BINDINGS[bound.rule.sets].meet, beside) if beside else None
        return 1 if without != stands else 2


def merge(first: Merged, second: Merged) -> Merged:
    """Return the strictest of both, field by field; what only one speaks of stands."""
    figures = {
        name: _met(name, first.figures, second.figures)
        for name in sorted(first.figures.keys() | second.figures.keys())
    }
    return Merged(figures, first.rules | second.rules)


def merge_all(parts: Iterable[Merged]) -> Merged:
    """Return the strictest of all; of none, what says nothing."""
    return reduce(merge, parts, Merged())


def alone(bound: BoundRule) -> Merged:
    """Return what one rule says."""
    return Merged({bound.rule.sets: bound.figure}, frozenset({bound}))


def waived(own: BoundRule, stands: Merged) -> Merged:
    """Return what stands with one figure replaced by a looser one, as a written waiver allows."""
    name = own.rule.sets
    figure = BINDINGS[name].replace(own.figure, stands.figures[name])
    return Merged({**stands.figures, name: figure}, stands.rules | {own})


def loosens(own: BoundRule, stands: Merged) -> bool:
    """Tell whether a rule permits something that what stands forbids."""
    name = own.rule.sets
    return name in stands.figures and BINDINGS[name].loosens(own.figure, stands.figures[name])


def _met(name: str, first: Mapping[str, Figure], second: Mapping[str, Figure]) -> Figure:
    if name in first and name in second:
        return BINDINGS[name].meet(first[name], second[name])
    return first[name] if name in first else second[name]


def _identity(rule: Rule) -> tuple[str, str, str]:
    return (rule.pack, rule.id, rule.version)
