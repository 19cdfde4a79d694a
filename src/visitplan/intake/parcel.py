"""A day folder as it is handed over from elsewhere: several files, or one zip of them.

Nothing of a sender's path is believed: a file lands under its last name, and only under a name
that a day folder knows. What a zip says of its sizes is looked at before anything is unpacked.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from visitplan.intake.codes import Code
from visitplan.intake.columns import TABLES
from visitplan.intake.files import READ
from visitplan.intake.misread import MisreadError
from visitplan.intake.report import Report, Spot

MOST_MEMBERS = 1_000
LARGEST_TOTAL = 200_000_000
"""Bytes, unpacked."""
HIGHEST_RATIO = 100
RATIO_FROM = 1_000_000
"""A part that unpacks to fewer bytes may be packed as tightly as it likes."""

_PACKS = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,80}\.toml", re.IGNORECASE)
_REMEDY = "hand over the files of the day themselves, or a new zip of them"
_ENCRYPTED = 0x1


class Sent(NamedTuple):
    """A file as it was sent."""

    name: str
    content: bytes


class Parcel(NamedTuple):
    """The files of a day folder by name, and the names of those that no day folder has."""

    files: dict[str, bytes]
    ignored: tuple[str, ...]


def unpacked(sent: Iterable[Sent]) -> Parcel:
    """Return what was sent as the files of a day folder.

    Raises InputError, with every finding, where a zip is broken or would unpack to too much, or
    where one file was sent twice.
    """
    report, files, ignored = Report(), dict[str, bytes](), list[str]()
    for each in sent:
        for file in _opened(each, report):
            name = PurePosixPath(file.name.replace("\\", "/")).name
            if not _is_known(name):
                ignored.append(name)
            elif name in files:
                report.error(Code.FILE_TWICE, Spot(name), "was sent twice", "send it once")
            else:
                files[name] = file.content
    if not files:
        remedy = "choose day.toml, cases.csv and agents.csv, or a zip with them"
        report.error(Code.FILE_MISSING, Spot("day.toml"), "no file of a day was sent", remedy)
    report.raise_if_refused()
    return Parcel(files, tuple(ignored))


def _is_known(name: str) -> bool:
    stem, dot, suffix = name.casefold().rpartition(".")
    is_table = stem in TABLES and dot + suffix in READ
    return is_table or _PACKS.fullmatch(name) is not None


def _opened(sent: Sent, report: Report) -> Iterator[Sent]:
    """Yield what a zip holds, or the file itself; a zip that is refused is noted."""
    if not sent.name.casefold().endswith(".zip"):
        yield sent
        return
    try:
        with zipfile.ZipFile(io.BytesIO(sent.content)) as archive:
            yield from _members(archive)
    except MisreadError as misread:
        report.misread(Spot(sent.name), misread)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError):
        report.error(Code.FILE_UNREADABLE, Spot(sent.name), "is no whole zip", _REMEDY)


def _members(archive: zipfile.ZipFile) -> Iterator[Sent]:
    members = [each for each in archive.infolist() if not each.is_dir()]
    _refuse_bombs(members)
    for member in members:
        if not PurePosixPath(member.filename).name.startswith("."):
            yield Sent(member.filename, archive.read(member))


def _refuse_bombs(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > LARGEST_TOTAL:
        raise _refused("unpacks to more than 200 MB or 1,000 files")
    for each in members:
        ratio = each.file_size / max(each.compress_size, 1)
        if each.file_size > RATIO_FROM and ratio > HIGHEST_RATIO:
            raise _refused("has a file that unpacks to more than 100 times its size")
        if each.flag_bits & _ENCRYPTED:
            raise _refused("is locked by a password")


def _refused(problem: str) -> MisreadError:
    return MisreadError(Code.FILE_UNREADABLE, problem, _REMEDY)
