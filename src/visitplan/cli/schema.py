"""``visitplan schema``: the shape of every value."""

from typing import Annotated

import typer

from visitplan.cli.asked import AsJson
from visitplan.cli.screen import print_json


def schema(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A value: plan, day, case, …")],
    as_json: AsJson = False,  # noqa: ARG001 - a schema is JSON either way
) -> None:
    """Print the JSON Schema of a value.

    Example: [bold]visitplan schema plan[/bold]
    """
    from visitplan.intake.schemas import schema as schema_of  # noqa: PLC0415 - heavy

    print_json(schema_of(name))
