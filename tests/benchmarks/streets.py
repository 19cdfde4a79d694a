"""Travel times on real and made-up streets: ours beside networkx and OSRM, on the same points.

``python tests/benchmarks/streets.py [--quick] [--junctions 110000]``
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))

import networkx as nx
import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.generated_city import generated_city
from integration.random_day import points_along
from real_servers import osrm_programs, real_osrm
from visitplan.domain.course import LegEnds
from visitplan.domain.day import TravelSettings
from visitplan.domain.place import Point
from visitplan.domain.routing_server import RoutingServer
from visitplan.travel.engines.embedded.choice import EngineChoice
from visitplan.travel.engines.embedded.ordering import can_order
from visitplan.travel.geodesy import degrees_of
from visitplan.travel.graph import StreetGraph
from visitplan.travel.network import StreetNetwork, compile_network, load_network, save_network
from visitplan.travel.opening import open_travel
from visitplan.travel.snapping import Snapper
from visitplan.travel.streets import StreetTravel

ROOT = Path(__file__).parents[2]
EXTRACTS = ROOT.parent / "shared" / "data" / "streets"
SHARE_KEPT = 0.947
"""Of the crossings of a generated city, how many its strong component keeps."""

T = TypeVar("T")


class Stopwatch:
    """Runs work and keeps a row for each: seconds of this process on its core, and the target."""

    def __init__(self, title: str) -> None:
        self.table = Table("work", "CPU seconds", "target", "", title=title)
        self.table.columns[1].justify = self.table.columns[2].justify = "right"

    def run(
        self, work: str, do: Callable[[], T], *, target: str = "", note: Callable[[T], str] = str
    ) -> tuple[T, float]:
        begin = time.process_time()
        result = do()
        seconds = time.process_time() - begin
        self.add(work, seconds, target, note(result))
        return result, seconds

    def add(self, work: str, seconds: float, target: str = "", note: str = "") -> None:
        self.table.add_row(work, f"{seconds:.3f}", target, note)


class Targets(NamedTuple):
    """What the table of a network is held against."""

    scipy: str
    hierarchies: str
    loading: str = ""
    snapping: str = "0.1"
    drawing: str = "0.5"


def measured(name: str, network: StreetNetwork, folder: Path, targets: Targets) -> Stopwatch:
    """Return the table of one network: stored, loaded, snapped to, searched, drawn."""
    graph = network.graphs["drive"]
    watch = Stopwatch(f"{name}: {graph.junctions:,} junctions, {len(graph.arc_head):,} arcs")
    file = folder / "network.npz"
    with file.open("wb") as writing:
        save_network(network, writing)
    load_network(file)
    watch.run("load", lambda: load_network(file), target=targets.loading, note=lambda _: size(file))
    travel = StreetTravel(network, TravelSettings(matrix_engine="scipy"), name)
    points = points_along(travel, 2000, seed=1)
    degrees = degrees_of(points)
    snapper, _ = watch.run("build the index of streets", lambda: Snapper(graph), note=nothing)
    snapper.snap(degrees[:1])
    watch.run(
        "snap 2,000 points", lambda: snapper.snap(degrees), target=targets.snapping, note=nothing
    )
    matrices(watch, travel, points, folder, targets)
    drawing(watch, travel, points, folder, targets)
    return watch


def matrices(
    watch: Stopwatch, travel: StreetTravel, points: list[Point], folder: Path, targets: Targets
) -> None:
    """Add the rows of the matrices by every embedded engine, and by networkx."""
    naive = by_networkx(watch, travel, points[:200])
    _, scipy = watch.run(
        "scipy, 200 × 200", lambda: travel.matrix(points[:200], "drive"), note=nothing
    )
    told_faster(watch, naive, scipy, "40")
    slow, _ = watch.run(
        "scipy, 1000 × 1000",
        lambda: travel.matrix(points[:1000], "drive"),
        target=targets.scipy,
        note=nothing,
    )
    if not can_order():
        return
    told = Told()
    choice = EngineChoice("hierarchies", cache=folder, notify=told)
    fast_travel = StreetTravel(travel.network, travel.settings, travel.label, choice)
    graph = travel.network.graphs["drive"]
    watch.run("hierarchies: order, once a network", lambda: choice(graph, 1), note=nothing)
    fast_travel.matrix(points[:10], "drive")  # compiled
    again = EngineChoice("hierarchies", cache=folder, notify=told)
    watch.run("hierarchies: made from the kept order", lambda: again(graph, 1), note=nothing)
    _, fast = watch.run(
        "hierarchies, 200 × 200", lambda: fast_travel.matrix(points[:200], "drive"), note=nothing
    )
    told_faster(watch, naive, fast, "300")
    quick, _ = watch.run(
        "hierarchies, 1000 × 1000",
        lambda: fast_travel.matrix(points[:1000], "drive"),
        target=targets.hierarchies,
        note=nothing,
    )
    equal = np.array_equal(slow.seconds, quick.seconds) and np.array_equal(
        slow.metres, quick.metres
    )
    watch.table.add_row("", "", "", f"all {slow.seconds.size:,} times and distances equal: {equal}")


class Told:
    """Takes what is notified and says nothing."""

    def __call__(self, sentence: str) -> None:
        del sentence


def by_networkx(watch: Stopwatch, travel: StreetTravel, points: list[Point]) -> float:
    """Add what many write: a search of the whole town by networkx for each origin; ten of them."""
    graph = travel.network.graphs["drive"]
    streets = as_networkx(graph)
    nodes = graph.tail[travel.snaps(degrees_of(points), "drive").segment].tolist()
    begin = time.process_time()
    for origin in nodes[:10]:
        found = nx.single_source_dijkstra_path_length(streets, origin, weight="ms")
        [found.get(node) for node in nodes]
    seconds = (time.process_time() - begin) * len(nodes) / 10
    watch.add("networkx, 200 × 200", seconds, note="extrapolated from 10 origins")
    return seconds


def as_networkx(graph: StreetGraph) -> nx.MultiDiGraph:
    tails = np.repeat(np.arange(graph.junctions), np.diff(graph.first_arc)).tolist()
    streets = nx.MultiDiGraph()  # as OSMnx makes them
    streets.add_weighted_edges_from(
        zip(tails, graph.arc_head.tolist(), graph.arc_ms.tolist(), strict=True), weight="ms"
    )
    return streets


def told_faster(watch: Stopwatch, naive: float, seconds: float, target: str) -> None:
    watch.table.add_row("  times faster than networkx", f"{naive / seconds:,.0f} ×", target, "")


def drawing(
    watch: Stopwatch, travel: StreetTravel, points: list[Point], folder: Path, targets: Targets
) -> None:
    """Add the rows of drawing by every embedded engine; the faster one is chosen by itself."""
    near = by_neighbourhood(points)
    legs = [LegEnds(*ends) for ends in zip(near, [*near[1:], near[0]], strict=True)]
    for engine in ("scipy", "hierarchies") if can_order() else ("scipy",):
        choice = EngineChoice(engine, cache=folder, notify=Told())
        drawn_by = replace(travel, choose_engine=choice)
        drawn_by.courses(legs[:5], "drive")  # compiled
        watch.run(
            f"{engine}: draw {len(legs):,} legs to the next stop",
            lambda by=drawn_by: by.courses(legs, "drive"),
            target=targets.drawing,
            note=nothing,
        )


def by_neighbourhood(points: list[Point]) -> list[Point]:
    """Return the points in strips across the town, up and down, as stops follow each other."""
    strips = 40
    east = np.argsort([point.lon for point in points]).argsort() * strips // len(points)
    north = [point.lat * (-1) ** strip for point, strip in zip(points, east, strict=True)]
    return [points[number] for number in np.lexsort((north, east))]


def against_osrm(extract: Path, folder: Path) -> Stopwatch:
    """Return how our times and distances are to OSRM's on the same points."""
    watch = Stopwatch(f"{extract.name}: beside OSRM (its own car profile, over HTTP)")
    settings = TravelSettings(streets=extract.name)
    ours = open_travel(settings, folder=EXTRACTS, cache=folder, notify=Told())
    assert isinstance(ours, StreetTravel)
    points = points_along(ours, 300, seed=1)
    mine = ours.matrix(points, "drive")
    with real_osrm(extract, folder) as url:
        server = RoutingServer(urls={"drive": url}, private_network=True)
        travel = open_travel(
            TravelSettings(engine="osrm", server=server),
            folder=folder,
            cache=folder,
            notify=Told(),
        )
        begin = time.perf_counter()
        theirs = travel.matrix(points, "drive")
        watch.add("OSRM, 300 × 300", time.perf_counter() - begin, note="by the clock, 36 requests")
    both = (theirs.seconds > 60) & (mine.seconds > 60)
    time_ratio = np.median(mine.seconds[both] / theirs.seconds[both])
    way_ratio = np.median(mine.metres[both] / theirs.metres[both])
    watch.table.add_row(
        "our times / OSRM's, median", f"{time_ratio:.2f}", "0.9–1.1", f"{both.sum():,} pairs"
    )
    watch.table.add_row("our distances / OSRM's, median", f"{way_ratio:.3f}", "", "")
    watch.table.add_row(
        "calibration that makes it 1",
        f"{settings.calibration / time_ratio:.2f}",
        "",
        f"the settings' default is {settings.calibration:g}",
    )
    return watch


def size(file: Path) -> str:
    """Return how large a network is on disk, and what loading it adds to a fresh process."""
    code = (
        "import sys; from pathlib import Path;"
        "from visitplan.travel.network import load_network;"
        "held = lambda: int(Path('/proc/self/statm').read_text().split()[1]);"
        "before = held(); network = load_network(Path(sys.argv[1])); print(held() - before)"
    )
    told = f"{file.stat().st_size / 1e6:.0f} MB on disk"
    if not Path("/proc/self/statm").exists():
        return told
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)], check=True, capture_output=True, text=True
    )
    megabytes = int(done.stdout) * resource.getpagesize() / 1e6
    return f"{told}, {megabytes:.0f} MB in memory (< 100)"


def nothing(_: object) -> str:
    return ""


def compiled_extract(name: str, cache: Path) -> StreetNetwork:
    travel = open_travel(TravelSettings(streets=name), folder=EXTRACTS, cache=cache, notify=Told())
    assert isinstance(travel, StreetTravel)
    return travel.network


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--junctions", type=int, default=110_000, help="of the made-up city")
    parser.add_argument("--quick", action="store_true", help="leave the made-up city out")
    arguments = parser.parse_args()
    extract = EXTRACTS / "porto-alegre.osm.pbf"
    with tempfile.TemporaryDirectory() as name, nullcontext(Path(name)) as folder:
        if extract.exists():
            network = compiled_extract(extract.name, folder)
            watch = measured("Porto Alegre", network, folder, Targets("1", "0.3"))
            Console().print(watch.table)
            if osrm_programs():
                Console().print(against_osrm(extract, folder).table)
        if not arguments.quick:
            blocks = round((arguments.junctions / SHARE_KEPT) ** 0.5)
            city = compile_network(generated_city(blocks), TravelSettings(), label="city")
            targets = Targets("13", "1", loading="0.1")
            Console().print(measured("A made-up city", city, folder, targets).table)


if __name__ == "__main__":
    main()
