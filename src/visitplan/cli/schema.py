"""``visitplan schema``: the shape of every value, and of the API."""

import importlib
from typing import Annotated, Any

import typer

from visitplan.cli.asked import AsJson
from visitplan.cli.screen import print_json

API = "openapi"


def schema(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="A value: plan, day, case, …; or openapi, the API."),
    ],
    as_json: AsJson = False,  # noqa: ARG001 - a schema is JSON either way
) -> None:
    """Print the JSON Schema of a value, or the OpenAPI description of the web application's API.

    Example: [bold]visitplan schema plan[/bold]
    """
    from visitplan.intake.schemas import schema as schema_of  # noqa: PLC0415 - heavy

    print_json(_described() if name == API else schema_of(name))


def _described() -> Any:
    """Return the API's description; BadParameter where the web's libraries are not installed."""
    try:
        factory = importlib.import_module("visitplan.web.factory")
        describing = importlib.import_module("visitplan.web.api.describing")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("visitplan"):
            raise
        message = f"{error.name} is not installed: pip install 'visitplan[web]'"
        raise typer.BadParameter(message, param_hint=API) from None
    return describing.description(tuple(factory.routes_of()))
