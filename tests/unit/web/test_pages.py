"""Whatever somebody is called, a page has the same elements and attributes."""

from html.parser import HTMLParser
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from visitplan.storage.branches import Branch
from visitplan.web.pages import Pages
from visitplan.web.who import Who

PAGES = Pages()
HOSTILE = "</script><script>PWN=1</script>{{7*7}}${1}`'\"><img src=x onerror=PWN=1>"


class Skeleton(HTMLParser):
    """The elements of a page with the names of their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.bones: list[tuple[str, tuple[str, ...]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.bones.append((tag, tuple(name for name, _ in attrs)))


def people(name: str) -> str:
    class User:
        id, login, role, disabled_at, password_hash = name, name, "dispatcher", None, name

    class Here:
        entries: tuple[Any, ...] = ()

    values = {
        "here": Here(), "who": Who(role="admin", csrf=name), "path": str, "static": str,
        "people": [(User(), (name, name))], "branches": [Branch(name, name, name)], "login": name,
        "role": "manager", "chosen_branches": [name], "wrong": "taken",
    }  # fmt: skip
    return PAGES.render("people.html.j2", "en", values)


@given(st.text(min_size=1, max_size=60))
@example(HOSTILE)
def test_no_name_adds_an_element_or_an_attribute(name: str) -> None:
    assert Skeleton(people(name)).bones == Skeleton(people("anna")).bones


def test_a_name_that_looks_like_a_template_is_none() -> None:
    assert "{{7*7}}" in people(HOSTILE)
    assert "49" not in people("{{7*7}}")
