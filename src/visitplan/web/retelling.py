"""What the stations said of a day, told again in the reader's language.

Reasons, broken rules and findings are written once, in English, where they are found, and are kept
so in plans and trails. A page that is read in another language finds the sentence among the
catalogue's, whose ``{slots}`` stand for figures, names and smaller sentences: these are told again
in their turn. What the catalogue does not have stays as it was written.
"""

import io
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

from babel.messages.pofile import read_po

SLOT = re.compile(r"\{(\w+)\}")
KINDS: Mapping[str, str] = {
    "be": "is|are",
    "counts": "counts?",
    "id": r"\S+/\S+",
    **dict.fromkeys(("n", "number", "days", "count", "least", "most", "size"), r"[\d.,]+"),
}
"""What a slot of a certain name takes; any other takes any text."""

COMPOSED = re.compile(r"\{\w+\}; [a-z]")
"""A sentence that another one opens is taken apart before either is looked for."""

LONGEST = 2_000
"""A text from so many signs on is no sentence of ours."""


class Pattern(NamedTuple):
    """A sentence with slots, and what stands for it."""

    shape: re.Pattern[str]
    told: str

    def retold(self, text: str, retell: "Retelling") -> str | None:
        """Return the text in the other language; None where it is another sentence."""
        found = self.shape.fullmatch(text)
        if found is None:
            return None
        parts = {name: retell(part) for name, part in found.groupdict().items()}
        return SLOT.sub(lambda slot: parts[slot[1]], self.told)


class Retelling:
    """A language's sentences for what the stations say."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        self._whole = {each: told for each, told in sentences.items() if not SLOT.search(each)}
        self._patterns = [
            Pattern(_shape(each), sentences[each])
            for each in sorted(sentences, key=_urgency, reverse=True)
            if SLOT.search(each)
        ]
        self._retold = lru_cache(maxsize=4096)(self._retell)

    def __call__(self, text: str) -> str:
        """Return a text in the reader's language."""
        return self._retold(text) if self._patterns and len(text) < LONGEST else text

    def _retell(self, text: str) -> str:
        if text in self._whole:
            return self._whole[text]
        retold = (each.retold(text, self) for each in self._patterns)
        return next((each for each in retold if each is not None), text)


def retelling(language: str) -> Retelling:
    """Return the sentences of a language; English tells everything as it was said."""
    return Retelling(dict(_sentences(language)))


def _sentences(language: str) -> Iterator[tuple[str, str]]:
    folder = resources.files("visitplan.web").joinpath("locale", language, "told")
    for file in folder.iterdir() if folder.is_dir() else ():
        for message in read_po(io.BytesIO(file.read_bytes()), locale=language):
            if message.id:
                yield str(message.id), str(message.string)


def _shape(sentence: str) -> re.Pattern[str]:
    """Return what fits a sentence: a slot takes as little as it can, and something at all."""
    parts = SLOT.split(sentence)
    texts, names = parts[::2], parts[1::2]
    slots = [f"(?P<{name}>{KINDS.get(name, '.+?')})" for name in names]
    pieces = [
        piece for pair in zip(map(re.escape, texts), [*slots, ""], strict=True) for piece in pair
    ]
    return re.compile("".join(pieces), re.DOTALL)


def _urgency(sentence: str) -> tuple[bool, int, str]:
    """Return what the sentences are tried by: the more is said in words, the sooner."""
    return COMPOSED.match(sentence) is not None, len(SLOT.sub("", sentence)), sentence
