"""The day as a Gantt chart: a row per shift, a block per stretch of its time."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from visitplan.domain.agent import Shift
from visitplan.domain.day import Day
from visitplan.render.palette import Look, look
from visitplan.render.route_view import RouteView, crew_name
from visitplan.render.stretches import Stretch, stretches
from visitplan.render.wording import Wording

HOUR = timedelta(hours=1)


class Block(NamedTuple):
    """One coloured stretch, in per cent of the chart's width; stays have a key and a number."""

    kind: str
    left: float
    width: float
    says: str
    key: str | None = None
    number: int | None = None


@dataclass(frozen=True)
class Row:
    """One shift; without a route it has no blocks, ``barred`` when the rules forbid to work it.

    ``route`` is what the shift's route is called by scripts.
    """

    shift: Shift
    people: str
    route: str
    look: Look
    on_duty: Block
    blocks: tuple[Block, ...]
    barred: bool


class Tick(NamedTuple):
    """A full hour on the axis."""

    left: float
    text: str


@dataclass(frozen=True)
class Timeline:
    """The whole chart; its axis runs from full hour to full hour."""

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]


def timeline(
    day: Day, views: Sequence[RouteView], words: Wording, barred: Container[str] = ()
) -> Timeline:
    """Return the chart of all shifts of the day, used or not; ``barred`` holds shift ids.

    Of crews only those are shown that have a route; who goes with one has no row of his own.
    """
    axis = _axis(day, views, words)
    used = {view.shift.id: view for view in views}
    together = {own.id for view in views for own in view.shift.joined}
    rows = (
        Row(
            shift=shift,
            people=crew_name(day.crew(shift)),
            route=f"route_{position + 1}",
            look=look(position),
            on_duty=axis.block("duty", shift.hours.opening, shift.hours.closing),
            blocks=tuple(axis.blocks(used[shift.id])) if shift.id in used else (),
            barred=shift.id in barred,
        )
        for position, shift in enumerate(day.shifts)
        if shift.id in used or not (shift.joined or shift.id in together)
    )
    return Timeline(tuple(rows), tuple(axis.ticks()))


@dataclass(frozen=True)
class _Axis:
    start: datetime
    end: datetime
    words: Wording

    def block(self, kind: str, start: datetime, end: datetime) -> Block:
        left, right = self._share(start), self._share(end)
        says = f"{kind} {self.words.span(start, end)}"
        return Block(kind, left, round(right - left, 3), says)

    def blocks(self, view: RouteView) -> Iterator[Block]:
        for stretch in stretches(view.route):
            block = self.block(stretch.kind, stretch.start, stretch.end)
            yield self._stay(block, stretch, view) if stretch.stop else block

    def ticks(self) -> Iterator[Tick]:
        moment = self.start
        while moment <= self.end:
            yield Tick(self._share(moment), self.words.clock(moment))
            moment += HOUR

    def _stay(self, block: Block, stretch: Stretch, view: RouteView) -> Block:
        stop = view.stops[stretch.stop - 1]
        hours = self.words.span(stretch.start, stretch.end)
        says = f"Stop {stop.number}, {stop.case.id}, {hours}"
        return block._replace(says=says, key=stop.key, number=stop.number)

    def _share(self, moment: datetime) -> float:
        return round((moment.astimezone(UTC) - self.start) / (self.end - self.start) * 100, 3)


def _axis(day: Day, views: Sequence[RouteView], words: Wording) -> _Axis:
    moments = [edge for shift in day.shifts for edge in (shift.hours.opening, shift.hours.closing)]
    moments += [edge for view in views for edge in (view.route.leaves, view.route.ends)]
    utc = sorted(moment.astimezone(UTC) for moment in moments) or [_midnight(day)]
    start = utc[0].replace(minute=0, second=0, microsecond=0)
    whole_hours = -((start - utc[-1]) // HOUR)
    return _Axis(start, start + max(whole_hours, 1) * HOUR, words)


def _midnight(day: Day) -> datetime:
    return datetime.combine(day.date, datetime.min.time(), tzinfo=day.time_zone).astimezone(UTC)
