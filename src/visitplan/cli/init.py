"""``visitplan init``: a day folder to begin with."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from visitplan.cli.asked import AsJson
from visitplan.cli.screen import print_json, result_screen


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write.")],
    as_json: AsJson = False,
) -> None:
    """Write a small commented day folder that plans as it is.

    Example: [bold]visitplan init my-day[/bold]
    """
    from visitplan.app.init import init as write_folder  # noqa: PLC0415 - heavy

    today = datetime.now().astimezone().date()  # the only clock that is read: this is the edge
    files = write_folder(folder, today=today)
    following = f"visitplan plan {folder}"
    if as_json:
        print_json({"files": [str(file) for file in files], "next": following})
        return
    screen = result_screen()
    for file in files:
        screen.print(f"wrote {file}", soft_wrap=True)
    screen.print(f"next: {following}", soft_wrap=True)
