"""Holds are read with their dates, as people write them; who lifts one says so by name."""

from datetime import date
from pathlib import Path

import pytest

from unit.intake.day_folder import a_folder, case, findings_of, read
from visitplan.domain.case import DatedHold
from visitplan.intake.codes import Code
from visitplan.intake.holds import hold_word, holds, open_holds

FROM, UNTIL = date(2026, 11, 20), date(2026, 12, 20)


@pytest.mark.parametrize(
    ("cell", "read_as"),
    [
        ("dispute", ("dispute",)),
        ("dispute; dispute, 投诉", ("dispute", "complaint")),
        ("hospital 2026-11-20..2026-12-20", (DatedHold(hold="hospital", starts=FROM, ends=UNTIL),)),
        ("住院 2026-11-20至2026-12-20", (DatedHold(hold="hospital", starts=FROM, ends=UNTIL),)),
        ("hospital until 20.12.2026", (DatedHold(hold="hospital", ends=UNTIL),)),
        ("cease contact since 2026-11-20", (DatedHold(hold="cease_contact", starts=FROM),)),
        (
            "dispute lifted 2026-11-20 by M. Meyer",
            (DatedHold(hold="dispute", lifted_by="M. Meyer", lifted_on=FROM),),
        ),
        (
            "争议 解除 2026-12-20 由 王五 (主管)",
            (DatedHold(hold="dispute", lifted_by="王五", lifted_role="主管", lifted_on=UNTIL),),
        ),
        (
            "complaint since 2026-11-20 lifted 2026-12-20 by Meyer(head)",
            (
                DatedHold(
                    hold="complaint",
                    starts=FROM,
                    lifted_by="Meyer",
                    lifted_role="head",
                    lifted_on=UNTIL,
                ),
            ),
        ),
        (["paid", "hospital until 2026-12-20"], ("paid", DatedHold(hold="hospital", ends=UNTIL))),
    ],
)
def test_a_hold_is_read_with_what_it_says(cell: object, read_as: tuple[object, ...]) -> None:
    assert holds(cell) == read_as


def test_a_case_has_bare_and_dated_holds_apart(tmp_path: Path) -> None:
    (first, *_) = read(tmp_path, case("holds", "paid; hospital until 2026-12-20")).day.cases
    assert first.holds == ("paid",)
    assert first.dated_holds == (DatedHold(hold="hospital", ends=UNTIL),)


@pytest.mark.parametrize(
    ("cell", "code", "word"),
    [
        ("hospital 2026-12-20..2026-11-20", Code.HOLD_UNREADABLE, "ends before it begins"),
        ("dispute since 2026-11-20 lifted 2026-11-19 by X", Code.HOLD_UNREADABLE, "before it"),
        ("dispute lifted by M. Meyer", Code.HOLD_UNREADABLE, "no hold with its dates"),
        ("dispute lifted 2026-11-20", Code.HOLD_UNREADABLE, "no hold with its dates"),
        ("dispute 2026-11-20", Code.HOLD_UNREADABLE, "no hold with its dates"),
        ("hospital until soon", Code.HOLD_UNREADABLE, "no hold with its dates"),
        ("hospital until 2026-02-30", Code.DATE_UNREADABLE, "does not exist"),
        ("hospital until 03/04/2026", Code.DATE_AMBIGUOUS, "day or with the month"),
        ("hospitl until 2026-12-20", Code.WORD_UNKNOWN, 'did you mean "hospital"'),
    ],
)
def test_a_wrong_one_is_found_and_never_guessed(
    cell: str, code: Code, word: str, tmp_path: Path
) -> None:
    (finding,) = [
        f for f in findings_of(a_folder(tmp_path, case("holds", cell))) if f.severity == "error"
    ]
    assert (finding.code, finding.column, word in finding.problem) == (code, "holds", True)


@pytest.mark.parametrize(
    ("cell", "still"),
    [
        ("dispute", ("dispute",)),
        ("dispute since 2026-11-20; hospital until 2026-12-20", ("dispute",)),
        ("dispute lifted 2026-11-20 by M. Meyer; complaint", ("complaint",)),
        ("gibberish; paid", ("paid",)),
        ("", ()),
    ],
)
def test_what_stays_until_it_is_lifted_is_told_apart(cell: str, still: tuple[str, ...]) -> None:
    assert open_holds(cell) == still


@pytest.mark.parametrize(
    ("starts", "ends"), [(None, None), (FROM, None), (None, UNTIL), (FROM, UNTIL)]
)
def test_what_is_written_is_read_alike(starts: date | None, ends: date | None) -> None:
    (again,) = holds(hold_word("dispute", starts=starts, ends=ends))
    written = DatedHold(hold="dispute", starts=starts, ends=ends)
    assert again == (written if starts or ends else "dispute")
