"""Bytes to text: UTF-8, else GB18030 where known headers then appear; never a guess beyond."""

from collections.abc import Callable

from visitplan.intake.codes import Code
from visitplan.intake.report import Report, Spot

_MAGIC = {
    b"\xd0\xcf\x11\xe0": "an Excel 97 or password-protected file: save it as .xlsx or CSV",
    b"%PDF": "a PDF: export the table as .xlsx or CSV",
    b"PK\x03\x04": "a workbook or zip archive: name it .xlsx if it is a workbook",
    b"\x1f\x8b": "a compressed file: unpack it",
    b"\xff\xfe": "UTF-16 text: save it as CSV UTF-8",
    b"\xfe\xff": "UTF-16 text: save it as CSV UTF-8",
    b"\x80\x03": "a pickle, which is never read: save the table as CSV",
    b"\x80\x04": "a pickle, which is never read: save the table as CSV",
    b"\x80\x05": "a pickle, which is never read: save the table as CSV",
}


def refuse_other_kinds(content: bytes, *, spot: Spot, report: Report) -> bool:
    """Note a file whose first bytes tell that it is something else; True when refused."""
    for magic, kind in _MAGIC.items():
        if content.startswith(magic):
            what, _, remedy = kind.partition(": ")
            report.error(Code.FILE_KIND, spot, f"this is {what}", remedy)
            return True
    return False


def decoded(
    content: bytes, *, spot: Spot, report: Report, knows_headers: Callable[[str], bool]
) -> str | None:
    """Return the text without byte order mark; None with a finding when it is neither encoding."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if chinese := _chinese(content, knows_headers):
            report.warn(
                Code.GB18030_READ, spot, "is not UTF-8, read as GB18030", "save it as UTF-8"
            )
            return chinese
        report.error(
            Code.ENCODING,
            spot._replace(row=content.count(b"\n", 0, error.start) + 1),
            f"byte {error.start} is not UTF-8",
            "save the file as UTF-8 (in Excel: CSV UTF-8)",
        )
        return None


def _chinese(content: bytes, knows_headers: Callable[[str], bool]) -> str | None:
    """Return the text as GB18030 where that is no guess.

    Nearly any Latin-1 text decodes as GB18030, into nonsense. So either the header has a known
    name in Chinese, or it has a known one and all of the text is in the narrow GB2312, where a
    single accented letter between plain ones is no character.
    """
    try:
        text = content.decode("gb18030")
        header = text[:100_000].splitlines()[0]
        if not knows_headers(text):
            return None
        return text if not header.isascii() else content.decode("gb2312")
    except (UnicodeDecodeError, IndexError):
        return None
