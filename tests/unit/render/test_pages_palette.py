"""Every agent can be told apart, by readers of any eyes."""

from itertools import combinations

import pytest

from visitplan.render.palette import HUES, look


def test_thirty_agents_have_thirty_looks() -> None:
    assert len({look(position) for position in range(30)}) == 30


@pytest.mark.parametrize("hue", HUES)
def test_numbers_can_be_read_on_every_hue(hue: tuple[str, str]) -> None:
    assert contrast(hue[0], "#ffffff") >= 4.5
    assert contrast(hue[1], "#0d1215") >= 4.5


@pytest.mark.parametrize("blindness", ["protan", "deutan"])
def test_colour_blind_readers_tell_the_first_twelve_apart_by_hue_or_pattern(blindness: str) -> None:
    for one, other in combinations(range(12), 2):
        if look(one).dash == look(other).dash:
            for theme in (0, 1):
                seen = (as_seen(HUES[look(p).hue - 1][theme], blindness) for p in (one, other))
                assert distance(*seen) > 30


SEEN = {  # Viénot, Brettel, Mollon 1999, on linear light
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
}


def linear(colour: str) -> tuple[float, ...]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)


def contrast(one: str, other: str) -> float:
    light = sorted(
        sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear(c), strict=True))
        for c in (one, other)
    )
    return (light[1] + 0.05) / (light[0] + 0.05)


def as_seen(colour: str, blindness: str) -> tuple[float, ...]:
    light = linear(colour)
    mixed = (sum(a * b for a, b in zip(row, light, strict=True)) for row in SEEN[blindness])
    return tuple(255 * max(part, 0) ** (1 / 2.2) for part in mixed)


def distance(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return float(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5)
