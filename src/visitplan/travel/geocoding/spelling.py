"""The words of an address in one spelling, whoever wrote it.

Applied to the map's names and to what is asked alike, so that both meet; what comes out is never
shown to anybody.
"""

import re
import unicodedata

_SPELT_OUT = {
    "st": "street", "str": "strasse",
    **dict.fromkeys(("ave", "av", "avenida"), "avenue"),
    **dict.fromkeys(("pl", "plac", "plaza"), "place"),
    **dict.fromkeys(("blvd", "bd", "bld", "bulevar"), "boulevard"),
    **dict.fromkeys(("r", "rue"), "rua"),
    **dict.fromkeys(("ul", "ulitsa"), "ulica"),
    "al": "aleja", "cir": "circle", "ct": "court", "ctra": "carretera", "dr": "drive",
    "hwy": "highway", "ln": "lane", "mt": "mount", "os": "osiedle", "pca": "praca",
    "pkwy": "parkway", "rd": "road", "sq": "square", "ter": "terrace", "tv": "travessa",
    "n": "north", "s": "south", "e": "east", "w": "west",
    "ne": "northeast", "nw": "northwest", "se": "southeast", "sw": "southwest",
}  # fmt: skip
"""What people shorten; one language's word may stand for its sister's, for both sides do so."""

_INDOORS = re.compile(
    r"\b(?:apt|apartment|apto|unit|suite|ste|flat|room|rm|bloco|whg|wohnung)\b\.?\s*#?\s*"
    r"(?:\d+\w?|[a-z]\d*)\b"
    r"|\b\d+(?:st|nd|rd|th)\s+(?:floor|fl)\b|#\s*\w+"
)
_CHINESE_INDOORS = re.compile(r"[0-9a-z]+\s*(?:单元|室|层|楼层|楼(?!\d))")
_CHINESE_NUMBER = (
    (re.compile(r"(\d+)弄\s*(\d+)号?"), r"\1弄\2 "),  # a lane off the street, a house in the lane
    (re.compile(r"(\d+)号\s*(\d+)(?:号楼|栋|幢|座)"), r"\1楼\2 "),  # a building behind a number
    (re.compile(r"(\d+)(?:号楼|号院|栋|幢|座|号|弄(?!\d))"), r"\1 "),
)
_WORD = re.compile(
    r"\d+(?:st|nd|rd|th)\b"
    r"|\d+[弄楼]\d+"
    r"|\d+(?:\s?[-–/]\s?\d+)?\s?(?:-\s?)?[a-z]?(?![^\W\d_])"
    r"|[^\W\d_]+|\d+"
)
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")


def readings(text: str) -> tuple[list[str], list[str]]:
    """Return the words of a text with ``12 a`` as one number, and as a number and a word.

    ``10 E Fayette Street`` is number 10 of East Fayette Street, ``Hauptstraße 10 e`` is 10e.
    """
    outdoors = _outdoors(plain(text))
    return _split(outdoors), _split(re.sub(r"(\d) ([a-z]\b)", r"\1, \2", outdoors))


def words(text: str) -> list[str]:
    """Return the words and numbers of a name, spelt in one way; an ideograph is a word."""
    return _split(plain(text))


def plain(text: str) -> str:
    """Return a text without case, width and accents, the signs around Chinese numbers settled."""
    folded = unicodedata.normalize("NFKD", text).casefold().replace("號", "号")
    letters = "".join(sign for sign in folded if not unicodedata.combining(sign))
    for pattern, instead in _CHINESE_NUMBER:
        letters = pattern.sub(instead, letters)
    return letters


def is_ideograph(word: str) -> bool:
    """Tell whether a word is a Chinese sign."""
    return bool(_IDEOGRAPH.match(word))


def _outdoors(letters: str) -> str:
    """Leave out flats, rooms and floors: what lies behind the door is on no map."""
    return _INDOORS.sub(" , ", _CHINESE_INDOORS.sub(" ", letters))


def _split(letters: str) -> list[str]:
    found: list[str] = []
    for word in _WORD.findall(letters):
        if _IDEOGRAPH.search(word) and not word[0].isdecimal():
            found += list(word)
        else:
            found.append(_spelt_out(re.sub(r"\s|-$", "", word)))
    return found


def _spelt_out(word: str) -> str:
    if word.endswith("str") and len(word) > 4:  # Hauptstr. is Hauptstraße
        return f"{word}asse"
    return _SPELT_OUT.get(word, word)
