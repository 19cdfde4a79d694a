"""``visitplan serve``: the web application, on this machine or behind a proxy."""

import importlib
from types import ModuleType
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from visitplan.cli.asked import AsJson
from visitplan.cli.database import Data, database
from visitplan.cli.screen import error_screen, print_json
from visitplan.cli.surroundings import cache_folder

if TYPE_CHECKING:
    from visitplan.web.serving import Opened
    from visitplan.web.settings import WebSettings

MOST_WORKERS = 64


def serve(  # noqa: PLR0913, PLR0917 - each is an option of the command
    data: Data = None,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port to listen at; 0 is any.")
    ] = 8000,
    workers: Annotated[
        int,
        typer.Option(
            min=0, max=MOST_WORKERS, help="How many days this process plans at once; 0 for none."
        ),
    ] = 1,
    public_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="What people type, where a proxy stands in front: https://…"
        ),
    ] = None,
    forwarded_allow_ips: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESSES",
            help="The proxies whose word on where a request comes from is taken.",
        ),
    ] = None,
    webhooks_to_loopback: Annotated[
        bool,
        typer.Option(help="Let webhooks lead to this machine, without TLS too: to try them."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Serve the web application until Ctrl-C: the dispatcher's board, agents' links, users.

    The first start prints a code by which the first administrator is made. Other machines reach
    it through a proxy that speaks TLS, under its --public-url.

    Example: [bold]visitplan serve --data visits[/bold]
    """
    served = _served()
    settings = _settings(host, public_url).model_copy(
        update={"webhooks_to_loopback": webhooks_to_loopback}
    )
    serving = served.Serving(host, port, forwarded_allow_ips, workers, cache_folder())
    served.log_to_screen()
    with database(data) as found:
        served.serve(found, serving, settings, lambda house: _tell(house, as_json=as_json))


def _served() -> ModuleType:
    """Return the module that serves; BadParameter where its libraries are not installed."""
    try:
        return importlib.import_module("visitplan.web.serving")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("visitplan"):
            raise
        message = f"{error.name} is not installed: pip install 'visitplan[web]'"
        raise typer.BadParameter(message, param_hint="serve") from None


def _settings(host: str, public_url: str | None) -> "WebSettings":
    """Refuse to let passwords travel in the open."""
    from visitplan.web.settings import LOOPBACK, WebSettings  # noqa: PLC0415 - pydantic is heavy

    if public_url is None:
        if host not in LOOPBACK:
            raise typer.BadParameter(
                "others reach it only by TLS: put a proxy in front and name --public-url https://…",
                param_hint="--host",
            )
        return WebSettings()
    url = urlsplit(public_url)
    if not url.hostname or (url.scheme != "https" and url.hostname not in LOOPBACK):
        raise typer.BadParameter("begins with https:// and a host", param_hint="--public-url")
    return WebSettings(public_url=public_url.rstrip("/"))


def _tell(house: "Opened", *, as_json: bool) -> None:
    if as_json:
        print_json(house._asdict())
        return
    screen = error_screen()
    screen.print(f"visitplan is served at {house.url} (Ctrl-C ends it)", soft_wrap=True)
    if house.set_up_code:
        screen.print(
            f"There is no administrator yet. The set-up code for the first: {house.set_up_code}",
            soft_wrap=True,
        )
