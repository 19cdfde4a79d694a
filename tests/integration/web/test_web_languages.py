"""Every sentence of every page is there in every language that is offered."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from web_house import Asker

import visitplan.render
import visitplan.web
from visitplan.web.languages import LANGUAGES, chosen, translations

WEB = Path(visitplan.web.__file__).parent
RENDER = Path(visitplan.render.__file__).parent
METHODS = [("templates/**.j2", "jinja2.ext:babel_extract"), ("**.py", "python")]
SHEETS = [
    *(
        (f"assets/{name}.html.j2", "jinja2.ext:babel_extract")
        for name in ("itinerary", "door", "figures")
    ),
    ("tongue.py", "python"),
]
"""What is printed in the reader's language, though it is drawn where saved pages are."""

KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "text": None, "Entry": (3,)}
OTHERS = sorted(set(LANGUAGES) - {"en"})


def sentences() -> Iterator[tuple[str, ...]]:
    for folder, methods in ((WEB, METHODS), (RENDER, SHEETS)):
        for _, _, message, *_ in extract_from_dir(str(folder), methods, keywords=KEYWORDS):
            yield message if isinstance(message, tuple) else (message,)


def test_there_are_sentences_of_templates_and_of_code() -> None:
    found = {sentence[0] for sentence in sentences()}
    assert {"Sign in", "The house"} <= found


def translated(language: str) -> Iterator[tuple[str, str]]:
    """Yield each English sentence with the one that stands for it."""
    texts = translations(language)
    for one, *several in sentences():
        yield one, texts.ngettext(one, *several, 2) if several else texts.gettext(one)


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_is_left_in_english(language: str) -> None:
    english = {part for sentence in sentences() for part in sentence}
    assert [here for _, here in translated(language) if here in english] == []


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_is_told_in_two_ways(language: str) -> None:
    ways: dict[str, set[str]] = {}
    for file in (WEB / "locale" / language).glob("*.po"):
        with file.open("rb") as opened:
            for message in read_po(opened, locale=language):
                ways.setdefault(str(message.id), set()).add(str(message.string))
    assert {sentence: told for sentence, told in ways.items() if len(told) > 1 and sentence} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_what_stands_for_a_value_stands_in_every_language(language: str) -> None:
    for sentence, here in translated(language):
        assert here.count("%(") == sentence.count("%(")


@pytest.mark.parametrize(
    ("setting", "header", "language"),
    [
        (None, "", "en"),
        (None, "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        (None, "de,zh-Hans;q=0.5", "zh"),
        (None, "de-DE", "en"),
        (None, "*", "en"),
        (None, "\x00;;=,ü" * 1000, "en"),
        ("en", "zh-CN", "en"),
        ("zh", "en-GB", "zh"),
        ("tlh", "zh", "zh"),
    ],
)
def test_the_setting_comes_first_then_what_the_browser_understands(
    setting: str | None, header: str, language: str
) -> None:
    assert chosen(setting, header) == language


def test_a_page_speaks_the_readers_language_and_says_so(asker: Callable[..., Asker]) -> None:
    anna = asker("admin")
    english = anna.get("/people", headers={"accept-language": "en"}).text
    assert '<html lang="en">' in english
    assert "1 user<" in english
    assert '<html lang="zh">' in anna.get("/people", headers={"accept-language": "zh-CN"}).text
    anna.post("/account/language", {"language": "zh"})
    assert "谁" in anna.get("/trail", headers={"accept-language": "en"}).text
