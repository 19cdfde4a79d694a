"""``visitplan policy``: the packs of rules, their sources, their faults and their differences."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from visitplan.cli.asked import AsJson
from visitplan.cli.screen import print_json, result_screen
from visitplan.cli.stopping import stoppable

if TYPE_CHECKING:
    from datetime import date

PackOption = Annotated[
    str, typer.Argument(metavar="NAME", help="A pack: us-ma, humane-baseline, lender.toml, …")
]
On = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="The planning day; default: today."),
]
NO_CLAIM = "Packs are drafts and no legal advice; none of them claims compliance."

policy = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="rich",
    help="Look at the packs of rules; each command takes --json.\n\n"
    "Example: [bold]visitplan policy show us-ma[/bold]",
)


def list_(as_json: AsJson = False) -> None:
    """List the packs that come with visitplan.

    Example: [bold]visitplan policy list[/bold]
    """
    from visitplan.cli.packs import packs_table  # noqa: PLC0415
    from visitplan.cli.plain import plain  # noqa: PLC0415
    from visitplan.eligibility.inspecting import list_packs  # noqa: PLC0415 - heavy

    packs = list_packs()
    if as_json:
        print_json({"packs": plain(packs)})
        return
    result_screen().print(packs_table(packs))
    result_screen().print(NO_CLAIM)


def show(name: PackOption, on: On = None, as_json: AsJson = False) -> None:
    """Show each rule of a pack with its figure, source, mark and the day it was checked.

    Example: [bold]visitplan policy show us-ma[/bold]
    """
    from visitplan.cli.findings import print_findings  # noqa: PLC0415
    from visitplan.cli.packs import pack_heading, rules_table  # noqa: PLC0415
    from visitplan.eligibility.inspecting import show_pack  # noqa: PLC0415 - heavy

    shown = show_pack(name, on=_day(on))
    if as_json:
        print_json(shown.model_dump(mode="json"))
        return
    print_findings(shown.findings)
    screen = result_screen()
    screen.print(pack_heading(shown), soft_wrap=True)
    screen.print(rules_table(shown.rules))
    screen.print(NO_CLAIM)


def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Packs as TOML files.")],
    as_json: AsJson = False,
) -> None:
    """Check packs of your own, before anybody plans by them; everything wrong is told at once.

    Example: [bold]visitplan policy check lender.toml[/bold]
    """
    from visitplan.cli.findings import print_findings  # noqa: PLC0415
    from visitplan.cli.packs import packs_table  # noqa: PLC0415
    from visitplan.cli.plain import plain  # noqa: PLC0415
    from visitplan.eligibility.inspecting import check_pack_files  # noqa: PLC0415 - heavy

    checked = check_pack_files(files)
    if as_json:
        print_json({"packs": plain(checked.packs), "findings": plain(checked.findings)})
        return
    print_findings(checked.findings)
    result_screen().print(packs_table(checked.packs))
    result_screen().print("No errors.")


def diff(first: PackOption, second: PackOption, on: On = None, as_json: AsJson = False) -> None:
    """Say of each rule of two packs whether the second is stricter or looser than the first.

    Example: [bold]visitplan policy diff humane-baseline ie[/bold]
    """
    from visitplan.cli.packs import differences_table  # noqa: PLC0415
    from visitplan.cli.plain import plain  # noqa: PLC0415
    from visitplan.eligibility.inspecting import compare_packs  # noqa: PLC0415 - heavy

    found = compare_packs(first, second, on=_day(on))
    if as_json:
        print_json({"first": first, "second": second, "differences": plain(found)})
        return
    result_screen().print(differences_table(found, first, second))


def _day(on: datetime | None) -> "date":
    return (on or datetime.now().astimezone()).date()  # the edge: the only clock that is read


for _name, _command in (("list", list_), ("show", show), ("check", check), ("diff", diff)):
    policy.command(_name)(stoppable(_command))
