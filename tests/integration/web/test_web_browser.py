"""The pages in a real browser: whole, quiet, large enough to touch, and usable by everybody."""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from web_house import CODE, PASSWORD, Served, WatchedBrowser

from visitplan.storage import users
from visitplan.storage.users import NewUser
from visitplan.web.house import House

pytestmark = pytest.mark.browser
Browsing = Callable[..., WatchedBrowser]

FOR_NOBODY = ("/sign-in", "/invitation", "/nothing-here")
FOR_AN_ADMINISTRATOR = ("/people", "/house", "/trail", "/account")
EVIL = "<img src=x onerror=PWN=1>{{7*7}}'\"</script>"


def serious(page: Any) -> list[str]:
    """Return what axe finds that keeps somebody from using a page."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['html'][:120]}"
        for each in found
        if each["impact"] in ("serious", "critical", "moderate")
        for node in each["nodes"]
    ]


def look(browsing: WatchedBrowser, path: str, picture: Path) -> None:
    page = browsing.open(path)
    page.screenshot(path=picture, full_page=True)
    assert browsing.overflow() <= 0
    assert browsing.small_targets() == []
    assert serious(page) == []


@pytest.mark.parametrize(("size", "scheme"), [((1366, 768), "light"), ((390, 844), "dark")])
def test_every_page_fits_can_be_touched_and_is_usable_by_everybody(
    browsing: Browsing, house: House, tmp_path: Path, size: tuple[int, int], scheme: str
) -> None:
    with house.database.write() as connection:
        users.add(connection, NewUser("evil", EVIL, "dispatcher", ("north",)), at=house.clock())
    stranger = browsing(None, *size, color_scheme=scheme)
    admin = browsing("admin", *size, color_scheme=scheme)
    looks = itertools.chain(
        ((stranger, path) for path in FOR_NOBODY),
        ((admin, path) for path in (*FOR_AN_ADMINISTRATOR, "/people/evil")),
    )
    for number, (browser, path) in enumerate(looks):
        look(browser, path, tmp_path / f"{number}.png")
    assert admin.complaints == []
    assert [each for each in stranger.complaints if "404" not in each] == []
    assert stranger.foreign == admin.foreign == []


def test_a_hostile_name_is_text_and_nothing_else(browsing: Browsing, house: House) -> None:
    with house.database.write() as connection:
        users.add(connection, NewUser("evil", EVIL, "dispatcher", ("north",)), at=house.clock())
    admin = browsing("admin")
    for path in ("/people", "/people/evil"):
        page = admin.open(path)
        assert page.get_by_text(EVIL, exact=True).count() == 1
        assert page.evaluate("window.PWN") is None
    assert admin.complaints == []


def test_a_house_is_set_up_somebody_invited_and_signed_in(
    browsing: Browsing, served: Served
) -> None:
    admin = browsing(None)
    page = admin.open("/")
    page.get_by_label("Set-up code").fill(CODE)
    page.get_by_label("Name to sign in with").fill("anna")
    choose_password(page, "Create the administrator")
    sign_in(page, "anna")
    page.get_by_label("Name to sign in with").fill("bert")
    page.get_by_label("North").check()
    page.get_by_role("button", name="Make an invitation").click()
    link = page.locator("input.once").input_value()
    assert link.startswith(f"{served.url}/invitation#t=")

    bert = browsing(None, 390, 844)
    page = bert.open(link.removeprefix(served.url))
    assert page.url == f"{served.url}/invitation"
    assert page.get_by_text("Open this page by the whole link").is_hidden()
    choose_password(page, "Set the password")
    sign_in(page, "bert")
    page = bert.open("/account")
    page.get_by_label("Language of the pages").select_option("zh")
    page.get_by_role("button", name="Change the language").click()
    page.get_by_role("button", name="退出", exact=True).click()
    assert page.url.endswith("/sign-in?said=out")
    assert admin.complaints == bert.complaints == []


def choose_password(page: Any, button: str) -> None:
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.get_by_label("The new password again").fill(PASSWORD)
    page.get_by_role("button", name=button).click()


def sign_in(page: Any, login: str) -> None:
    page.get_by_text("The password is set.").wait_for()
    page.get_by_label("Name").fill(login)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sign out", exact=True).wait_for()


def test_the_keyboard_reaches_the_content_first_and_everything_after(browsing: Browsing) -> None:
    page = browsing("admin").open("/people")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
    reached = set()
    for _ in range(15):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.outerHTML"))
    assert any("Make an invitation" in each for each in reached)
