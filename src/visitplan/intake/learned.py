"""``learned = "learned.toml"`` in ``[uncertainty]``: what own days have shown, in its own file."""

from collections.abc import Callable, Mapping

SECTION, KEY, HOME = "uncertainty", "learned", "home"


def with_learned(
    values: Mapping[str, object], read: Callable[[str], Mapping[str, object]]
) -> dict[str, object]:
    """Return the settings with the figures of the file that they name; their own figures win.

    ``read`` returns what a file beside the settings holds, and notes what is wrong with it.
    """
    section = values.get(SECTION)
    if not isinstance(section, dict) or not isinstance(section.get(KEY), str):
        return dict(values)
    own = {name: value for name, value in section.items() if name != KEY}
    learned = read(str(section[KEY])).get(SECTION)
    if not isinstance(learned, dict):
        return {**values, SECTION: own}
    homes = {HOME: _over(own.get(HOME), learned.get(HOME))} if HOME in {*own, *learned} else {}
    return {**values, SECTION: {**learned, **own, **homes}}


def _over(own: object, learned: object) -> dict[str, object]:
    """Return one's own hours first, since the first that speaks of a moment counts."""
    mine = own if isinstance(own, dict) else {}
    theirs = learned if isinstance(learned, dict) else {}
    both = {
        name: _over(mine[name], value)
        for name, value in theirs.items()
        if isinstance(value, dict) and isinstance(mine.get(name), dict)
    }
    return {**mine, **{k: v for k, v in theirs.items() if k not in mine}, **both}
