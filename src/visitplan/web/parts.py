"""What a part of the web application brings along: its doors, its place in the menu."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from fastapi import APIRouter
from starlette.requests import Request

from visitplan.web.house import House
from visitplan.web.permission import Action
from visitplan.web.who import Who

if TYPE_CHECKING:
    from sqlalchemy import Connection

Recognises = Callable[[Request, "Connection", House], Who | None]
"""One way of proving who asks; None when the request does not try it."""


class Entry(NamedTuple):
    """A place in the menu, seen by whoever may do the action; the first one is their home."""

    action: Action
    path: str
    label: str


class Part(NamedTuple):
    """A part of the application, as the factory takes it in."""

    doors: APIRouter
    entries: tuple[Entry, ...] = ()
    ways: tuple[Recognises, ...] = ()
