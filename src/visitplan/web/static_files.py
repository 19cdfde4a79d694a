"""Scripts, styles and pictures: named by their content, so that a browser may keep them."""

import hashlib
import os
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"


FOLDERS = [
    ("visitplan.web", "static"),
    ("visitplan.render", "assets/served"),
    ("visitplan.render", "assets/vendor"),
]
"""Our own files, and those of ours and of others that the published pages use as well."""


class Assets:
    """The files of the house and the paths under which pages ask for them."""

    def __init__(self) -> None:
        folders = [resources.files(package).joinpath(name) for package, name in FOLDERS]
        self._marks = {name: mark for each in folders for name, mark in _marks(each, "")}

    def path(self, name: str) -> str:
        """Return ``/static/app.css?v=…``, which changes when the file does; KeyError if none."""
        return f"/static/{name}?v={self._marks[name]}"


def _marks(folder: Traversable, under: str) -> Iterator[tuple[str, str]]:
    for file in folder.iterdir():
        if file.is_dir():
            yield from _marks(file, f"{under}{file.name}/")
        else:
            yield under + file.name, hashlib.sha256(file.read_bytes()).hexdigest()[:12]


class KeptFiles(StaticFiles):
    """Serves the house's files; what is asked for by its mark may be kept for a year."""

    def __init__(self) -> None:
        super().__init__(packages=list(FOLDERS))

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Return the file, and how long it may be kept."""
        answer = super().file_response(full_path, stat_result, scope, status_code)
        marked = scope["query_string"].startswith(b"v=")
        answer.headers["Cache-Control"] = FOR_EVER if marked else ASK_AGAIN
        return answer
