"""The board's doors; each module of the part adds its own."""

from visitplan.web.guarding import Doors

doors = Doors()
