"""What the stations say is told again in every language, whatever figures stand in it."""

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import visitplan
from visitplan.web.languages import LANGUAGES
from visitplan.web.retelling import retelling

SRC = Path(visitplan.__file__).parent
OTHERS = sorted(set(LANGUAGES) - {"en"})
SPEAKERS = (
    *sorted((SRC / "eligibility").glob("about_*.py")),
    SRC / "eligibility" / "duties.py",
    *(f for name in ("explanation", "by_hand", "verification") for f in (SRC / name).glob("*.py")),
    *(SRC / "crews" / name for name in ("unformed.py", "demand.py")),
)
"""Where the reasons and broken rules that pages show are worded."""

FILLER = "7"
ENGLISH = re.compile(r"[a-z]{3,}")


def worded(node: ast.AST) -> Iterator[str]:
    """Yield what an expression may say: each branch of a choice, figures for all else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from worded(node.body)
        yield from worded(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        parts = [
            tuple(worded(part.value)) if isinstance(part, ast.FormattedValue) else (part.value,)
            for part in node.values
            if isinstance(part, ast.FormattedValue | ast.Constant)
        ]
        yield from ("".join(map(str, each)) for each in product(*parts))
    else:
        yield FILLER


class Sentences(ast.NodeVisitor):
    """Collects the sentences of a module: texts of several words that are no documentation."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> None:
        """Leave out what is written of types."""

    def visit_Raise(self, node: ast.Raise) -> None:
        """Leave out what only programmers read."""

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self.found |= {text for text in worded(node) if " " in text.strip()}

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and " " in node.value.strip():
            self.found.add(node.value)


def sentences() -> set[str]:
    reader = Sentences()
    for file in SPEAKERS:
        reader.visit(ast.parse(file.read_text(encoding="utf-8")))
    return reader.found


def test_the_stations_say_a_good_deal() -> None:
    assert len(sentences()) > 150


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_of_the_stations_is_left_in_english(language: str) -> None:
    retell = retelling(language)
    left = {text: retell(text) for text in sentences()}
    assert {text: told for text, told in left.items() if ENGLISH.search(told)} == {}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            (
                "no shift that may go can serve it, not even alone: A01/1 works 09:00–17:00, which "
                "leaves no 20 min at the door in 18:00–20:00; it would be possible if A01/1 ended "
                "1 h 20 min later and its window 18:00–20:00 opened 30 min earlier"
            ),
            (
                "可派的班次即使只做这一户也做不到：A01/1：工作时间 09:00–17:00，在 18:00–20:00 "
                "内容不下停留 20 分钟；可行的条件：A01/1 晚下班 1 小时 20 分钟以及时间窗 "
                "18:00–20:00 早开 30 分钟"
            ),
        ),
        (
            "on hold: dispute (no contact on any channel; for 30 days; lifted only by manager)",
            "已暂停：有争议（任何渠道都不得联系；为期 30 天；只能由经理解除）",
        ),
        (
            "2 notices by letter, sms 5 working days before are asked for; 1 counts of 3",
            "要求提前 5 个工作日以信函、短信发送2 份通知；3 份中有 1 份有效",
        ),
        (
            "3 attempts of this debt within 7 days; 2 are allowed, the visit included",
            "7 天内对该债务已有 3 次尝试；含本次最多允许 2 次",
        ),
    ],
)
def test_sentences_made_of_sentences_are_told_whole(said: str, told: str) -> None:
    assert retelling("zh")(said) == told


def test_english_is_told_as_it_was_said() -> None:
    assert retelling("en")("nobody is on duty") == "nobody is on duty"


@given(st.text(max_size=60))
def test_what_no_station_says_stays_as_it_is_written(text: str) -> None:
    hostile = f"<script>{{{text}}}"
    assert retelling("zh")(f"name {hostile!r}") is not None


@given(case=st.from_regex(r"[A-Z]\d{1,6}", fullmatch=True), minutes=st.integers(1, 59))
def test_figures_and_ids_are_kept_as_they_are(case: str, minutes: int) -> None:
    told = retelling("zh")(f"{case}/1 began {minutes} min earlier")
    assert told == f"{case}/1 早上班 {minutes} 分钟"
