"""The tables: what each contender's answer costs, beside ours."""

from collections.abc import Iterable, Sequence
from statistics import median

from rich.table import Table

from benchmarks.engine.trial import Trial

LATE = 1.1
HALF_SECOND = 0.5


class Results:
    """The trials of one benchmark, by instance, contender and seconds."""

    def __init__(self, trials: Iterable[Trial]) -> None:
        self.trials = tuple(trials)

    def of(self, instance: str, contender: str, seconds: float) -> list[Trial]:
        """Return the trials of all seeds."""
        wanted = (instance, contender, seconds)
        return [t for t in self.trials if (t.instance, t.contender, t.seconds) == wanted]

    def cost(self, instance: str, contender: str, seconds: float) -> float | None:
        """Return the median over the seeds; None when a seed has none, or nothing was run."""
        trials = self.of(instance, contender, seconds)
        costs = [trial.cost for trial in trials if trial.cost is not None]
        return median(costs) if costs and len(costs) == len(trials) else None

    def best(self, instance: str) -> Trial | None:
        """Return the cheapest trial of an instance."""
        priced = [t for t in self.trials if t.instance == instance and t.cost is not None]
        return min(priced, key=lambda trial: trial.cost or 0, default=None)


def costs(
    results: Results, instances: Sequence[tuple[str, int]], seconds: Sequence[float]
) -> Table:
    """Return costs and their ratios to ours at the same seconds; ``instances`` come with units."""
    table = Table("instance", "contender", title="Cost, and its ratio to ours at the same seconds")
    for limit in seconds:
        table.add_column(f"{limit:g} s", justify="right")
        table.add_column("× ours", justify="right")
    table.add_column("left out", justify="right")
    table.add_column("shifts", justify="right")
    table.add_column("MB", justify="right")
    for name, unit in instances:
        for contender in _contenders(results, name):
            cells = [c for s in seconds for c in _cells(results, name, contender, s, unit)]
            own = [t for t in results.trials if (t.instance, t.contender) == (name, contender)]
            last = max(own, key=lambda trial: trial.seconds)
            ends = (f"{last.left_out}", f"{last.used}", f"{max(t.megabytes for t in own)}")
            if last.cost is None:
                ends = ("", "", "")
            table.add_row(name, contender, *cells, *ends)
        table.add_section()
    return table


def _contenders(results: Results, instance: str) -> list[str]:
    return list(dict.fromkeys(t.contender for t in results.trials if t.instance == instance))


def _cells(
    results: Results, name: str, contender: str, seconds: float, unit: int
) -> tuple[str, str]:
    cost, own = results.cost(name, contender, seconds), results.cost(name, "ours", seconds)
    trials = results.of(name, contender, seconds)
    if not trials:
        return "", ""
    if cost is None:
        return "none", ""
    took = median(trial.took for trial in trials)
    late = f" ({took:.1f} s)" if took > LATE * seconds + HALF_SECOND else ""
    return f"{cost / unit:,.1f}{late}", f"{cost / own:.3f}" if own else ""


def duel(results: Results, instances: Sequence[str], fast: float, slow: float) -> Table:
    """Return our cost at ``fast`` seconds beside each peer's at ``slow``."""
    peers = ("pyvrp", "ortools", "vroom")
    table = Table("instance", title=f"Ours at {fast:g} s against the peers at {slow:g} s")
    for peer in peers:
        table.add_column(f"/ {peer}", justify="right")
    for name in instances:
        own = results.cost(name, "ours", fast)
        theirs = [results.cost(name, peer, slow) for peer in peers]
        if own and any(theirs):
            table.add_row(name, *(f"{100 * (own / t - 1):+.2f} %" if t else "" for t in theirs))
    return table


def gaps(results: Results, known: dict[str, int | None], seconds: Sequence[float]) -> Table:
    """Return, for published instances, how far each answer lies above the best of all runs.

    ``known`` costs were found with loads kept, so an answer without them may lie below.
    """
    table = Table("instance", "contender", title="Gap to the best of all runs")
    for limit in seconds:
        table.add_column(f"{limit:g} s", justify="right")
    table.add_column("best of all")
    table.add_column("to best known", justify="right")
    for name, cost in known.items():
        best = results.best(name)
        if best is None or not best.cost:
            continue
        for contender in _contenders(results, name):
            found = [results.cost(name, contender, limit) for limit in seconds]
            cells = [f"{100 * (c / best.cost - 1):.2f} %" if c else "none" for c in found]
            note = f"{best.contender}{', overloaded' if best.overloaded else ''}"
            last = f"{100 * (found[-1] / cost - 1):+.2f} %" if cost and found[-1] else ""
            table.add_row(name, contender, *cells, note, last)
        table.add_section()
    return table


def notes(results: Results) -> list[str]:
    """Return why some trials have no cost."""
    return list(
        dict.fromkeys(
            f"{t.instance}, {t.contender}, {t.seconds:g} s: {t.note}"
            for t in results.trials
            if t.note
        )
    )
