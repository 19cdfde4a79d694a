"""The geometry of a comparison's charts, in units of their view boxes."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from visitplan.domain.comparison import Compared, HourUse
from visitplan.render.comparison_terms import TERMS, Term, amount

ROW = 26
BAR_LEFT, BAR_WIDTH = 372, 400
DELTA_LEFT, DELTA_WIDTH = 866, 150
DELTA_MIDDLE = DELTA_LEFT + DELTA_WIDTH / 2
FRONTIER_WIDTH, FRONTIER_HEIGHT, MARGIN = 640, 330, 62
CELL_WIDTH, CELL_HEIGHT = 48, 14
USES = ("drive", "serve", "wait", "rest", "idle")
SECONDS_PER_HOUR = 3600


class Segment(NamedTuple):
    """A part of a bar."""

    term: Term
    left: float
    width: float
    amount: int


class Bar(NamedTuple):
    """A scenario's cost as a stacked bar, and how it differs as a bar from the middle.

    ``delta_left`` and ``delta_width`` are None for the baseline; ``noise`` is half the width of
    the band in which a difference is none.
    """

    number: int
    one: Compared
    top: int
    segments: tuple[Segment, ...]
    end: float
    delta_left: float | None
    delta_width: float
    noise: float


def bars(scenarios: Sequence[Compared]) -> tuple[Bar, ...]:
    """Return a bar for each scenario, all to one scale that begins at nothing."""
    most = max(1, *(each.figures.cost.total for each in scenarios))
    widest = max((abs(each.difference.total) for each in scenarios if each.difference), default=1)
    reach = (DELTA_WIDTH / 2) / max(widest, 1)
    return tuple(_bar(number, one, BAR_WIDTH / most, reach) for number, one in enumerate(scenarios))


def _bar(number: int, one: Compared, scale: float, reach: float) -> Bar:
    segments, left = list[Segment](), float(BAR_LEFT)
    for term in TERMS:
        paid = amount(one.figures.cost, term)
        if paid:
            segments.append(Segment(term, round(left, 1), round(paid * scale, 1), paid))
            left += paid * scale
    differs, delta_left, width, noise = one.difference, None, 0.0, 0.0
    if differs:
        width = abs(differs.total) * reach
        delta_left = DELTA_MIDDLE - (width if differs.total < 0 else 0)
        noise = min(DELTA_WIDTH / 2, (differs.noise or 0) * reach)
    return Bar(number, one, number * ROW, tuple(segments), left, delta_left, width, noise)


class Dot(NamedTuple):
    """Scenarios that lie on one spot of the frontier; ``on_it`` where none of them is dominated."""

    x: float
    y: float
    label: str
    on_it: bool
    titles: str
    label_x: float = 0
    label_y: float = 0


class Tick(NamedTuple):
    """A mark on an axis."""

    at: float
    value: int


class Frontier(NamedTuple):
    """Running cost against visits; ``line`` joins the scenarios that none dominates."""

    dots: tuple[Dot, ...]
    line: str
    visits: tuple[Tick, ...]
    costs: tuple[Tick, ...]


def frontier(scenarios: Sequence[Compared]) -> Frontier:
    """Return the frontier of cost and coverage."""
    visits = [each.figures.visits for each in scenarios]
    costs = [each.figures.running for each in scenarios]
    across = _Scale.of(visits, MARGIN, FRONTIER_WIDTH - 20)
    up = _Scale.of(costs, FRONTIER_HEIGHT - 40, 16)
    spots: dict[tuple[int, int], list[int]] = {}
    for number, (x, y) in enumerate(zip(visits, costs, strict=True)):
        spots.setdefault((round(across.at(x) / 9), round(up.at(y) / 9)), []).append(number)
    dots = tuple(
        _dot([(number, scenarios[number]) for number in own], across, up) for own in spots.values()
    )
    best = sorted(
        {(v, c) for v, c, s in zip(visits, costs, scenarios, strict=True) if not s.dominated}
    )
    line = " ".join(f"{across.at(v):.1f},{up.at(c):.1f}" for v, c in best)
    return Frontier(_labelled(dots), line, across.ticks(), up.ticks())


LETTER, LINE = 7, 12


def _labelled(dots: Sequence[Dot]) -> tuple[Dot, ...]:
    """Return the dots with places for their labels, clear of each other where that is possible."""
    taken = [(dot.x - 6, dot.y - 6, dot.x + 6, dot.y + 6) for dot in dots]
    placed: list[Dot] = []
    for dot in dots:
        width = LETTER * len(dot.label)
        spots = [(dot.x + 9, y) for y in (dot.y - 5, dot.y + 14)]
        spots += [(dot.x - 9 - width, y) for y in (dot.y - 5, dot.y + 14)]
        spots += [(dot.x - width / 2, y) for y in (dot.y - 20, dot.y + 26)]
        boxes = [(x, y - LINE + 2, x + width, y + 1) for x, y in spots]
        free = (n for n, box in enumerate(boxes) if _is_free(box, taken))
        chosen = next(free, 0)
        taken.append(boxes[chosen])
        x, y = spots[chosen]
        placed.append(dot._replace(label_x=round(x, 1), label_y=round(y, 1)))
    return tuple(placed)


Box = tuple[float, float, float, float]


def _is_free(box: Box, taken: Iterable[Box]) -> bool:
    left, top, right, bottom = box
    inside = left > 0 and right < FRONTIER_WIDTH and top > 0
    return inside and not any(
        left < r and right > x and top < b and bottom > y for x, y, r, b in taken
    )


def _dot(own: list[tuple[int, Compared]], across: "_Scale", up: "_Scale") -> Dot:
    _, first = own[0]
    return Dot(
        x=round(across.at(first.figures.visits), 1),
        y=round(up.at(first.figures.running), 1),
        label=", ".join(str(number) for number, _ in own),
        on_it=any(not one.dominated for _, one in own),
        titles="; ".join(f"{number} {one.title}" for number, one in own),
    )


class _Scale(NamedTuple):
    low: float
    high: float
    start: float
    end: float

    @classmethod
    def of(cls, values: Sequence[int], start: float, end: float) -> "_Scale":
        """Return a scale with some room around the values."""
        low, high = min(values), max(values)
        room = max((high - low) * 0.08, 1)
        return cls(low - room, high + room, start, end)

    def at(self, value: float) -> float:
        """Return where a value lies."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self) -> tuple[Tick, ...]:
        """Return some five round marks."""
        step = _round_step((self.high - self.low) / 5)
        first = -(-int(self.low) // step) * step
        values = range(first, int(self.high) + 1, step)
        return tuple(Tick(round(self.at(value), 1), value) for value in values)


def _round_step(rough: float) -> int:
    step = 1
    while step < rough:
        for factor in (2, 5, 10):
            if step * factor >= rough:
                return step * factor
        step *= 10
    return step


class Use(NamedTuple):
    """One kind of use as a path over all cells."""

    kind: str
    path: str


class HeatMap(NamedTuple):
    """Agents by hours: each cell is an hour, filled from the left by what it is spent on."""

    agents: tuple[str, ...]
    hours: tuple[int, ...]
    uses: tuple[Use, ...]

    @property
    def width(self) -> int:
        """How wide the cells are together."""
        return len(self.hours) * CELL_WIDTH

    @property
    def height(self) -> int:
        """How high the cells are together."""
        return len(self.agents) * (CELL_HEIGHT + 4)


def heat_map(use: Sequence[HourUse]) -> HeatMap:
    """Return how agents spend their hours, as paths."""
    agents = tuple(dict.fromkeys(each.agent_id for each in use))
    first, last = min((u.hour for u in use), default=0), max((u.hour for u in use), default=-1)
    rows = {agent: row * (CELL_HEIGHT + 4) for row, agent in enumerate(agents)}
    paths: dict[str, list[str]] = {kind: [] for kind in USES}
    for each in use:
        left = (each.hour - first) * CELL_WIDTH
        for kind, width in _parts(each):
            if width:
                paths[kind].append(f"M{left} {rows[each.agent_id]}h{width}v{CELL_HEIGHT}h-{width}z")
            left += width
    uses = tuple(Use(kind, "".join(path)) for kind, path in paths.items())
    return HeatMap(agents, tuple(range(first, last + 1)), uses)


def _parts(use: HourUse) -> Iterable[tuple[str, int]]:
    """Yield the kinds of use with their widths, whole and together no wider than a cell."""
    seconds, before = 0, 0
    for kind in USES:
        seconds += getattr(use, kind)
        edge = round(min(seconds, SECONDS_PER_HOUR) * (CELL_WIDTH - 2) / SECONDS_PER_HOUR)
        yield kind, edge - before
        before = edge
