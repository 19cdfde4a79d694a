"""Languages of the pages: gettext catalogues, compiled when the house opens.

A catalogue is a folder ``locale/<language>/`` of ``.po`` files, one per part of the web
application; together they are the language. The sentences in code and templates are English,
so English has no files.
"""

import gettext
import io
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable

from babel.core import negotiate_locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES: Mapping[str, str] = {"en": "English", "zh": "中文"}
DEFAULT = "en"


def translations(language: str) -> gettext.NullTranslations:
    """Return a language's sentences; English answers with the sentences themselves."""
    whole = Catalog(locale=language)
    for file in _files(language):
        for message in read_po(io.BytesIO(file.read_bytes()), locale=language):
            if message.id:
                whole[message.id] = message
    compiled = io.BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _files(language: str) -> list[Traversable]:
    folder = resources.files("visitplan.web").joinpath("locale", language)
    files = folder.iterdir() if folder.is_dir() else ()
    return sorted((file for file in files if file.name.endswith(".po")), key=lambda f: f.name)


def chosen(setting: str | None, accept_language: str) -> str:
    """Return the language to speak: the one that was set, else the first understood of a header.

    ``accept_language`` is the request header of that name, which may hold anything.
    """
    if setting is not None and setting in LANGUAGES:
        return setting
    wanted = [part.split(";")[0].strip().replace("-", "_") for part in accept_language.split(",")]
    return negotiate_locale(wanted[:20], list(LANGUAGES)) or DEFAULT
