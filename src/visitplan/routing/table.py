"""A square travel table: compact as an array, quick by cell, frozen."""

import base64
import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import GetCoreSchemaHandler, SerializationInfo
from pydantic_core import CoreSchema, core_schema

LARGEST_CELL = 2**31 - 1
DENSE = {"tables": "dense"}


class Table:
    """Whole numbers [from][to], shape (n, n); each cell is read as a plain int.

    Input may be any square nesting of whole numbers, and so it is written in JSON; with the
    context DENSE it is one text there: all cells row by row as little-endian 32-bit integers, in
    base64, which is read ten times as fast. Raises ValueError for anything that is not square,
    whole, and at most LARGEST_CELL either way.
    """

    __slots__ = ("_rows", "array")

    def __init__(self, cells: ArrayLike) -> None:
        self.array: NDArray[np.int32] = _frozen(cells)
        self._rows: tuple[Sequence[int], ...] = tuple(map(memoryview, self.array))

    def __getitem__(self, origin: int) -> Sequence[int]:
        """Return the row of one origin."""
        return self._rows[origin]

    def __iter__(self) -> Iterator[Sequence[int]]:
        """Return an iterator over the rows."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        """Say whether all cells are equal."""
        return isinstance(other, Table) and np.array_equal(self.array, other.array)

    def __hash__(self) -> int:
        """Return a hash of all cells."""
        return hash(self.array.tobytes())

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        """Let NumPy read the cells at once."""
        return self.array.astype(dtype or np.int32, copy=bool(copy))

    def __repr__(self) -> str:
        """Return the size alone: tables are large."""
        return f"Table({len(self)} × {len(self)})"

    def part(self, places: Sequence[int]) -> "Table":
        """Return the table between some places, in this order."""
        return Table(self.array[np.ix_(places, places)])

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Tell pydantic how a table is read and written."""
        return core_schema.no_info_plain_validator_function(
            _read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                _written, info_arg=True, when_used="json"
            ),
        )


def _frozen(cells: ArrayLike) -> NDArray[np.int32]:
    wide = np.asarray(cells)
    if wide.size == 0:
        wide = wide.reshape(0, 0).astype(np.int32)
    if (
        wide.ndim != 2
        or wide.shape[0] != wide.shape[1]
        or not np.issubdtype(wide.dtype, np.integer)
    ):
        raise ValueError("a travel table is square and holds whole numbers")
    if max(wide.max(initial=0), -int(wide.min(initial=0))) > LARGEST_CELL:
        raise ValueError("travel times and distances stay below 2³¹")
    array = np.array(wide, dtype=np.int32, order="C")
    array.flags.writeable = False
    return array


def _read(value: Any) -> Table:
    if isinstance(value, Table):
        return value
    if isinstance(value, str):
        cells = np.frombuffer(base64.b64decode(value, validate=True), dtype="<i4")
        size = math.isqrt(cells.size)
        return Table(cells.reshape(size, size))
    return Table(value)


def _written(table: Table, info: SerializationInfo) -> str | list[list[int]]:
    if info.context != DENSE:
        cells: list[list[int]] = table.array.tolist()
        return cells
    return base64.b64encode(table.array.astype("<i4", copy=False).tobytes()).decode()
