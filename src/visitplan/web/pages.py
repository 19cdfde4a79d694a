"""Pages: templates with every value escaped, in the reader's language."""

import gettext
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import jinja2
from babel.dates import format_date

from visitplan.web.languages import LANGUAGES, translations
from visitplan.web.retelling import Retelling, retelling
from visitplan.web.static_files import Assets


class Pages:
    """Renders templates in each of the house's languages."""

    def __init__(self) -> None:
        self.assets = Assets()
        self._texts = {language: translations(language) for language in LANGUAGES}
        self._retold = {language: retelling(language) for language in LANGUAGES}
        self._templates = {
            each: _environment(each, text, self._retold[each]) for each, text in self._texts.items()
        }

    def render(self, template: str, language: str, values: Mapping[str, Any]) -> str:
        """Return a page as HTML; a value that the template wants and does not get is an error."""
        return self._templates[language].get_template(template).render(values)

    def text(self, sentence: str, language: str) -> str:
        """Return an English sentence in another language."""
        return self._texts[language].gettext(sentence)

    def retell(self, said: str, language: str) -> str:
        """Return what a station said in another language."""
        return self._retold[language](said)


def _environment(
    language: str, texts: gettext.NullTranslations, retell: Retelling
) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("visitplan.web", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(texts, newstyle=True)  # type: ignore[attr-defined]
    environment.filters["moment"] = _moment
    environment.filters["retold"] = retell
    environment.filters["long_date"] = partial(_long_date, language=language)
    environment.globals |= {"language": language, "languages": LANGUAGES}
    return environment


def _moment(moment: datetime) -> str:
    """Return ``2026-11-24 13:05 UTC``: the house has many time zones, and its people know one."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _long_date(day: date, *, language: str) -> str:
    """Return ``Tuesday, 24 November 2026``, or what another language writes."""
    return str(format_date(day, "EEEE, d MMMM y" if language == "en" else "full", locale=language))
