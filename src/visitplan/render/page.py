"""Pages: our own templates, everything inline, and a content policy that lets nothing else run."""

import base64
import re
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from visitplan.render.manners import language_of
from visitplan.render.maps import MapParts
from visitplan.render.palette import stylesheet
from visitplan.render.safe_text import island, plain
from visitplan.render.tongue import ENGLISH

_ASSETS = files("visitplan.render") / "assets"
HAN = ("zh", "ja")
"""Languages written in Han signs, each with fonts of its own in ``page.css``."""


def compose(
    template: str,
    context: dict[str, Any],
    *,
    styles: tuple[str, ...],
    scripts: tuple[str, ...] = (),
    parts: MapParts | None = None,
) -> str:
    """Return a whole page.

    ``styles`` and ``scripts`` name assets. With a map, Leaflet, the map's own script and its data
    come along. Whatever the context holds is escaped by the template.
    """
    css = (*map(_text, styles), stylesheet())
    code: tuple[str, ...] = ()
    if parts:
        css = (_leaflet_css(), *css)
        own = ("served/lines.js", *scripts)
        code = (_text("vendor/leaflet.js"), parts.script, *map(_text, own))
    inline_css, inline_code = "\n".join(css), tuple(map(_inline, code))
    return _in_its_glyphs(
        _environment()
        .get_template(template)
        .render(
            context,
            policy=_content_policy((inline_css,), inline_code),
            style=Markup(inline_css),  # noqa: S704  (our own assets, as are the next two)
            scripts=tuple(Markup(text) for text in inline_code),  # noqa: S704
            map_html=Markup(parts.html) if parts else None,  # noqa: S704
            map_data=island(parts.data) if parts else None,
        )
    )


def compose_part(template: str, context: dict[str, Any]) -> str:
    """Return a part of somebody else's page, who brings the styles along; all is escaped."""
    return _environment().get_template(template).render(context)


def _in_its_glyphs(page: str) -> str:
    """Return the page with its Han signs, which several languages share, in one language's shapes.

    On an English page browsers would choose as the machine's own language has it.
    """
    language = language_of(page)
    if language not in HAN:
        return page
    return page.replace('<html lang="en">', f'<html lang="en" class="han-{language}">', 1)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("visitplan.render", "assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: plain(value) if type(value) is str else value,
    )
    environment.globals["ENGLISH"] = ENGLISH
    return environment


@cache
def _text(asset: str) -> str:
    return (_ASSETS / asset).read_text(encoding="utf-8")


def _inline(code: str) -> str:
    without_map = re.sub(r"(?m)^//# sourceMappingURL.*$", "", code)
    return without_map.replace("</script", "<\\/script")


@cache
def _leaflet_css() -> str:
    css = _text("vendor/leaflet.css")
    for image in ("layers", "layers-2x", "marker-icon"):
        picture = (_ASSETS / f"vendor/leaflet-{image}.png").read_bytes()
        data = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
        css = css.replace(f"images/{image}.png", data)
    return css


def _content_policy(styles: tuple[str, ...], scripts: tuple[str, ...]) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hashes(scripts)}",
            f"style-src {_hashes(styles)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hashes(texts: tuple[str, ...]) -> str:
    digests = (base64.b64encode(sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
