"""Our search beside OR-Tools alone, PyVRP and VROOM: same instances, one core each, same time.

``python tests/benchmarks/engine.py [--quick] [--instances day-200 'solomon/*'] [--seconds 1,10,60]
[--seeds 3] [--contenders ours,pyvrp] [--results FILE]``
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.engine.catalogue import QUICK, Instance, chosen, listed, load
from benchmarks.engine.contenders import CONTENDERS, missing
from benchmarks.engine.report import Results, costs, duel, gaps, notes
from benchmarks.engine.trial import Trial

TESTS = Path(__file__).parents[1]
ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}
QUICK_CONTENDERS = ("ours", "ortools", "pyvrp", "vroom")


def trials_of(
    instance: str, contender: str, runs: list[tuple[float, int]], console: Console
) -> Iterator[Trial]:
    """Run a contender in a process of its own, and yield what it says."""
    wishes = [f"{seconds:g}:{seed}" for seconds, seed in runs]
    told = 0
    for line in _lines("benchmarks.engine.trial", instance, contender, *wishes):
        trial = Trial(**json.loads(line))
        told += 1
        console.print(_news(trial), highlight=False)
        yield trial
    for seconds, seed in runs[told:]:
        yield Trial(instance, contender, seconds, seed, None, note="its process died")


def paces_of(names: list[str]) -> dict[str, float]:
    """Return our search's iterations per second by instance."""
    return {name: float(line) for name in names for line in _lines("benchmarks.engine.pace", name)}


def _lines(module: str, *arguments: str) -> Iterator[str]:
    command = [sys.executable, "-m", module, *arguments]
    source = f"{TESTS}{os.pathsep}{TESTS.parent / 'src'}"
    environment = {**os.environ, **ONE_CORE, "PYTHONPATH": source}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=TESTS, env=environment
    ) as child:
        try:
            yield from child.stdout or ()
        finally:
            child.kill()


def _news(trial: Trial) -> str:
    cost = "none" if trial.cost is None else f"{trial.cost:,}"
    return (
        f"{trial.instance} {trial.contender} {trial.seconds:g} s, seed {trial.seed}: {cost} "
        f"in {trial.took:.1f} s {trial.note}"
    )


def wanted(arguments: argparse.Namespace) -> Iterator[tuple[str, str, list[tuple[float, int]]]]:
    """Yield instance, contender and runs; VROOM has no seed and is run once."""
    for name in chosen(arguments.instances):
        for contender in arguments.contenders:
            seeds = 1 if contender == "vroom" else arguments.seeds
            yield (
                name,
                contender,
                [(s, seed) for s in arguments.seconds for seed in range(1, seeds + 1)],
            )


def gathered(arguments: argparse.Namespace, console: Console) -> Results:
    """Run what the results file does not hold yet, and add it there."""
    file: Path | None = arguments.results
    lines = file.read_text().splitlines() if file and file.exists() else []
    kept = {trial[:4]: trial for trial in (Trial(**json.loads(line)) for line in lines)}
    found: list[Trial] = []
    for name, contender, runs in wanted(arguments):
        found.extend(kept[k] for s, n in runs if (k := (name, contender, s, n)) in kept)
        todo = [(s, n) for s, n in runs if (name, contender, s, n) not in kept]
        for trial in trials_of(name, contender, todo, console) if todo else ():
            found.append(trial)
            if file:
                with file.open("a") as out:
                    out.write(json.dumps(trial._asdict()) + "\n")
    return Results(found)


def show(results: Results, arguments: argparse.Namespace, console: Console) -> None:
    instances: list[Instance] = [load(name) for name in chosen(arguments.instances)]
    units = [(instance.name, instance.unit) for instance in instances]
    console.print(costs(results, units, arguments.seconds))
    names = [instance.name for instance in instances]
    for fast, slow in zip(arguments.seconds, arguments.seconds[1:], strict=False):
        console.print(duel(results, names, fast, slow))
    known = {i.name: i.classic.known for i in instances if i.classic}
    if known:
        console.print(gaps(results, known, arguments.seconds))
    for note in notes(results):
        console.print(note, highlight=False)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="five minutes: 1 and 10 s, one seed")
    parser.add_argument("--instances", nargs="+", help="names or patterns; default: all")
    parser.add_argument("--seconds", help="such as 1,10,60 (the default)")
    parser.add_argument("--seeds", type=int, help="runs per seconds; default 3")
    parser.add_argument("--contenders", help=f"some of {','.join(CONTENDERS)}; default: all")
    parser.add_argument("--results", type=Path, help="a file of results: added to, never repeated")
    parser.add_argument("--no-pace", action="store_true", help="do not count iterations per second")
    arguments = parser.parse_args()
    quick = arguments.quick
    arguments.seconds = [
        float(s) for s in (arguments.seconds or ("1,10" if quick else "1,10,60")).split(",")
    ]
    arguments.seeds = arguments.seeds or (1 if quick else 3)
    arguments.instances = arguments.instances or (QUICK if quick else ["*"])
    arguments.contenders = (
        arguments.contenders.split(",")
        if arguments.contenders
        else list(QUICK_CONTENDERS if quick else CONTENDERS)
    )
    return arguments


def main() -> None:
    console, arguments = Console(width=None if sys.stdout.isatty() else 150), parsed()
    absent = missing()
    for contender, package in absent.items():
        if contender in arguments.contenders:
            console.print(f"{contender} is missing: pip install --group benchmarks ({package})")
    arguments.contenders = [name for name in arguments.contenders if name not in absent]
    if not any("/" in name for name in listed()):
        console.print("no published instances beside the checkout: only made-up days")
    results = gathered(arguments, console)
    show(results, arguments, console)
    if not arguments.no_pace:
        for name, pace in paces_of(chosen(arguments.instances)).items():
            console.print(f"{name}: {pace:,.0f} iterations/s", highlight=False)


if __name__ == "__main__":
    main()
