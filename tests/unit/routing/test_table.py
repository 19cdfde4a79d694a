"""A travel table: what it is read from, how it is written, what it refuses."""

import json

import numpy as np
import pytest
from pydantic import ValidationError

from visitplan.domain.value import Value
from visitplan.routing.table import DENSE, LARGEST_CELL, Table

CELLS = ((0, LARGEST_CELL), (-1, 0))


class Held(Value):
    table: Table


def test_cells_are_read_as_plain_ints() -> None:
    table = Held(table=CELLS).table

    assert [list(row) for row in table] == [[0, LARGEST_CELL], [-1, 0]]
    assert type(table[0][1]) is int


@pytest.mark.parametrize("context", [None, DENSE])
def test_a_table_survives_json(context: object) -> None:
    held = Held(table=CELLS)

    assert Held.model_validate_json(held.model_dump_json(context=context)) == held


def test_json_is_a_nesting_unless_asked_to_be_dense() -> None:
    held = Held(table=CELLS)

    assert json.loads(held.model_dump_json())["table"] == [[0, LARGEST_CELL], [-1, 0]]
    assert isinstance(json.loads(held.model_dump_json(context=DENSE))["table"], str)


@pytest.mark.parametrize(
    "cells",
    [
        ((0, 1), (1,)),
        ((0, 1),),
        ((0.5,),),
        ((LARGEST_CELL + 1,),),
        ((-LARGEST_CELL - 2,),),
        "AAA=",
        "!",
    ],
)
def test_what_is_not_square_and_whole_is_refused(cells: object) -> None:
    with pytest.raises(ValidationError):
        Held(table=cells)


def test_a_table_is_frozen_and_its_own() -> None:
    cells = np.zeros((2, 2), dtype=np.int32)
    table = Table(cells)
    cells[0, 1] = 7

    assert table[0][1] == 0
    with pytest.raises(ValueError, match="read-only"):
        table.array[0, 1] = 7


def test_equal_cells_make_equal_tables() -> None:
    assert Table(CELLS) == Table(np.array(CELLS))
    assert hash(Table(CELLS)) == hash(Table(np.array(CELLS)))
    assert Table(CELLS) != Table(((0, 1), (-1, 0)))


def test_a_part_keeps_the_order_asked_for() -> None:
    assert Table(CELLS).part((1, 0)) == Table(((0, -1), (LARGEST_CELL, 0)))
    assert len(Table([])) == 0
