"""A made-up city, equal for equal seeds: arterial roads, side streets, dead ends and one-ways."""

import numpy as np

from visitplan.travel.extract import Extract, ExtractBuilder

ARTERIAL_EVERY = 8
BLOCK_DEGREES = 0.0008
LIMITS = {"primary": "60", "secondary": "50", "residential": "30"}


def generated_city(blocks: int, *, seed: int = 1) -> Extract:
    """Return a city of ``blocks`` × ``blocks`` crossings, of which a twentieth ends up cut off.

    Every eighth street is an arterial road. Of the side streets 0.61 of the pieces between
    crossings are there, which leaves as many arcs to a junction as real towns have (2.6), and each
    tenth of them is one-way.
    """
    chance = np.random.default_rng(seed)
    builder = ExtractBuilder()
    places = _crossings(blocks, chance)
    for row in range(blocks):
        for column in range(blocks):
            node = row * blocks + column
            for other, line, inside in (
                (node + 1, row, column + 1 < blocks),
                (node + blocks, column, row + 1 < blocks),
            ):
                tags = _street(line, chance) if inside else None
                if tags:
                    builder.add_way(tags, [node, other], [places[node], places[other]])
    return builder.build()


def _crossings(blocks: int, chance: np.random.Generator) -> list[tuple[float, float]]:
    rows, columns = np.divmod(np.arange(blocks * blocks), blocks)
    jitter = chance.normal(0, 0.15, (2, blocks * blocks))
    lat = 30.0 + (rows + jitter[0]) * BLOCK_DEGREES
    lon = 31.0 + (columns + jitter[1]) * BLOCK_DEGREES
    return list(zip(lat.tolist(), lon.tolist(), strict=True))


def _street(line: int, chance: np.random.Generator) -> dict[str, str] | None:
    """Return the tags of a piece of street, None where there is none."""
    if line % (2 * ARTERIAL_EVERY) == 0:
        kind = "primary"
    elif line % ARTERIAL_EVERY == 0:
        kind = "secondary"
    elif chance.random() < 0.61:
        kind = "residential"
    else:
        return None
    one_way = kind == "residential" and chance.random() < 0.1
    tags = {"highway": kind, "maxspeed": LIMITS[kind], "name": f"Street {line}"}
    return tags | ({"oneway": "yes"} if one_way else {})
