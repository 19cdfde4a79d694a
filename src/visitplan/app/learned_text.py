"""What was learned, as the file that the settings name: figures, with how much stands behind."""

from collections.abc import Iterable, Iterator

from visitplan.domain.learned import HourLearned, Learned
from visitplan.domain.uncertainty import HomeChance, Uncertainty
from visitplan.domain.value import WEEKDAYS, Weekday

HEAD = """\
# Learned by visitplan learn, from {knocks} visits and {legs} legs of {days} days; nobody is named.
# day.toml reads it by   [uncertainty] learned = "learned.toml"   and its own figures win.
# Ways took {travel:.3f} times what was planned, stays {service:.3f} times: where that is far
# from 1, multiply streets.calibration, and the stays of [visits] and cases.csv, by it.
"""


def learned_text(learned: Learned) -> str:
    """Return the file; equal figures give an equal text."""
    head = HEAD.format(
        knocks=learned.knocks,
        legs=learned.legs,
        days=learned.days,
        travel=learned.travel_factor,
        service=learned.service_factor,
    )
    return "\n".join((head, *_figures(learned.uncertainty), "", *_homes(learned), ""))


def _figures(terms: Uncertainty) -> Iterator[str]:
    yield "[uncertainty]"
    yield f"day_travel = {terms.day_travel:g}"
    yield f"leg_travel = {terms.leg_travel:g}"
    yield f"service = {terms.service:g}"
    seconds = terms.nobody_seconds
    yield f'nobody = "0:{seconds // 60:02d}:{seconds % 60:02d}"'
    yield f"home_otherwise = {terms.home_otherwise:g}"


def _homes(learned: Learned) -> Iterator[str]:
    """Yield the hours at any place with what is assumed at others, then those of each kind."""
    yield "[uncertainty.home]"
    yield from map(_line, (each for each in learned.hours if each.kind is None))
    assumed = (each for each in learned.uncertainty.home if not _is_learned(each, learned.hours))
    yield from (f"{_assumed(each)}  # assumed" for each in assumed if not each.kinds)
    for kind in sorted({each.kind for each in learned.hours if each.kind}):
        yield ""
        yield f"[uncertainty.home.{kind}]"
        yield from map(_line, (each for each in learned.hours if each.kind == kind))


def _line(each: HourLearned) -> str:
    begins, ends = f"{each.hour:02d}:00", f"{each.hour + 1:02d}:00" if each.hour < 23 else "23:59"
    seen = f"{each.opened} of {each.knocks} opened"
    return f'"{each.weekday} {begins}-{ends}" = {each.chance:g}  # {seen}'


def _is_learned(chance: HomeChance, hours: Iterable[HourLearned]) -> bool:
    known = {(each.weekday, each.hour) for each in hours}
    return len(chance.days) == 1 and (chance.days[0], chance.begins.hour) in known


def _assumed(each: HomeChance) -> str:
    span = f"{each.begins:%H:%M}-{each.ends:%H:%M}"
    return f'"{_days(each.days)} {span}" = {each.chance:g}'


def _days(days: tuple[Weekday, ...]) -> str:
    """Return ``mon-fri`` for days in a row, else ``mon; wed``."""
    numbers = [WEEKDAYS.index(day) for day in days]
    if len(numbers) > 1 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"{days[0]}-{days[-1]}"
    return "; ".join(days)
