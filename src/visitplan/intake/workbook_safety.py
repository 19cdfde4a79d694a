"""What is looked at before a workbook is opened: a zip of XML can be made to explode.

A token of XML that is fed in pieces is scanned again with every piece (a comment of 40 MiB,
44 KiB when zipped, took 38 s), so tokens, like sizes, have a limit here.
"""

import io
import re
import zipfile
import zlib

from visitplan.intake.codes import Code
from visitplan.intake.misread import MisreadError

_MOST_MEMBERS = 2_000
_LARGEST_TOTAL = 200_000_000
_HIGHEST_RATIO = 300
_RATIO_FROM = 5_000_000
_LONGEST_TOKEN = 1_000_000
_LONG_TOKEN = re.compile(rb"<[^<]{%d}" % _LONGEST_TOKEN)
_SAVE = "open it in your spreadsheet program and save it as a new .xlsx"


def refuse_unsafe(content: bytes) -> None:
    """Raise MisreadError when a workbook is no zip, has macros, or would take too long to read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_sizes(archive.infolist())
            for member in archive.infolist():
                if member.filename.endswith((".xml", ".rels")):
                    _refuse_markup(archive.read(member))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        if isinstance(error, MisreadError):
            raise
        raise MisreadError(Code.WORKBOOK_BROKEN, "is no whole .xlsx workbook", _SAVE) from None


def _refuse_sizes(members: list[zipfile.ZipInfo]) -> None:
    if any(member.filename.casefold().endswith("vbaproject.bin") for member in members):
        raise _unsafe("contains macros")
    if len(members) > _MOST_MEMBERS or sum(m.file_size for m in members) > _LARGEST_TOTAL:
        raise _unsafe("unpacks to more than 200 MB or 2,000 parts")
    for member in members:
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _unsafe("is packed in a way that workbooks are not")
        ratio = member.file_size / max(member.compress_size, 1)
        if member.file_size > _RATIO_FROM and ratio > _HIGHEST_RATIO:
            raise _unsafe("has a part that unpacks to more than 300 times its size")


def _refuse_markup(xml: bytes) -> None:
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or b"\x00" in xml:
        raise _unsafe("has XML entities or is not UTF-8")
    if _LONG_TOKEN.search(xml) or _has_long_comment(xml):
        raise _unsafe("has a piece of XML of more than a megabyte")


def _has_long_comment(xml: bytes) -> bool:
    for opening, closing in ((b"<!--", b"-->"), (b"<?", b"?>")):
        start = xml.find(opening)
        while start >= 0:
            end = xml.find(closing, start, start + 65_536)
            if end < 0:
                return True
            start = xml.find(opening, end)
    return False


def _unsafe(problem: str) -> MisreadError:
    return MisreadError(Code.WORKBOOK_UNSAFE, problem, _SAVE)
