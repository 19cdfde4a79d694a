"""The look of tables on the screen."""

from rich import box
from rich.table import Table


def a_table(*headers: str, title: str | None = None) -> Table:
    """Return an empty table; a header that begins with ``>`` heads a column of numbers."""
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for header in headers:
        table.add_column(
            header.removeprefix(">"),
            justify="right" if header.startswith(">") else "left",
            overflow="fold",
        )
    return table
