"""What is wrong with a pack is told at once: file, key and remedy of each."""

from datetime import date
from pathlib import Path

import pytest

from unit.eligibility.pack_texts import KEPT, a_pack, a_rule, codes, written
from visitplan.domain.finding import Finding
from visitplan.eligibility.checking import check_packs
from visitplan.eligibility.inspecting import compare_packs, list_packs, show_pack
from visitplan.eligibility.library import shipped_names
from visitplan.eligibility.pack_findings import Noticed, PackCode
from visitplan.errors import InputError

CREW = a_rule("crew_minimum", "2", id="crew")
BASE = ("humane-baseline",)


def findings(folder: Path, text: str) -> tuple[Finding, ...]:
    noticed = Noticed()
    check_packs([written(folder, text)], noticed)
    return noticed.findings


def test_a_sound_pack_gives_no_findings(tmp_path: Path) -> None:
    assert findings(tmp_path, a_pack(CREW, KEPT, inherits=BASE)) == ()


@pytest.mark.parametrize(
    ("text", "code", "key"),
    [
        (a_pack(CREW.replace("text =", "txt =")), PackCode.KEY_MISSING, "crew.text"),
        (a_pack(CREW.replace("text =", "txt =")), PackCode.KEY_UNKNOWN, "crew.txt"),
        ("colour = 1\n" + a_pack(CREW), PackCode.KEY_UNKNOWN, "colour"),
        (a_pack(CREW).replace('version = "1"', ""), PackCode.KEY_MISSING, "version"),
        (a_pack(CREW.replace('"text"', '"sure"')), PackCode.VALUE_UNREADABLE, "crew.mark"),
        (a_pack(a_rule("crew_minimun", "2")), PackCode.RULE_UNKNOWN, "r1.sets"),
        (a_pack(a_rule("crew_minimum", '"two"')), PackCode.FIGURE_UNREADABLE, "r1.figure"),
        (a_pack(a_rule("crew_minimum", "0")), PackCode.FIGURE_UNREADABLE, "r1.figure"),
        (
            a_pack(a_rule("caps", '[{ maximum = 1, per = "debt", counts = "contacts" }]')),
            PackCode.FIGURE_UNREADABLE, "r1.figure.0",
        ),
        (
            a_pack(a_rule("permitted_hours", '{ mon = ["9-17"] }')),
            PackCode.FIGURE_UNREADABLE, "r1.figure.mon.0",
        ),
        (
            a_pack(a_rule("permitted_hours", '{ sunday = ["09:00-17:00"] }')),
            PackCode.FIGURE_UNREADABLE, "r1.figure.sunday.[key]",
        ),
        (a_pack(a_rule("crew_minimum", "2", 'unit = "days"')), PackCode.UNIT_OTHER, "r1.unit"),
        (
            a_pack(CREW.replace('source = { law = "A law", article = "1" }', "")),
            PackCode.SOURCE_MISSING, "crew.source",
        ),
        (
            a_pack(CREW.replace('{ law = "A law", article = "1" }', "{}")),
            PackCode.SOURCE_MISSING, "crew.source",
        ),
        (
            a_pack(CREW).replace("effective_from = 2026-01-01", ""),
            PackCode.DATES_MISSING, "crew.effective_from",
        ),
        (
            a_pack(a_rule("crew_minimum", "2", "effective_until = 2025-01-01")),
            PackCode.DATES_INVERTED, "r1.effective_until",
        ),
        (a_pack(CREW, CREW), PackCode.DATES_OVERLAP, "crew.effective_from"),
        (a_pack(CREW, a_rule("crew_maximum", "2", id="crew")), PackCode.ID_UNCLEAR, "crew.sets"),
        (
            a_pack(a_rule("crew_maximum", "3"), inherits=BASE),
            PackCode.LOOSER, "r1.figure",
        ),
        (a_pack(CREW, inherits=("ours.toml",)), PackCode.CIRCULAR, "inherits"),
        (
            a_pack(a_rule("holiday_calendars", '[{ country = "XX" }]')),
            PackCode.CALENDAR_UNKNOWN, "holiday_calendars",
        ),
        (a_pack(CREW), PackCode.NOTHING_INHERITED, "inherits"),
        (
            a_pack(a_rule("crew_minimum", "2", "effective_from = 2000-01-01")),
            PackCode.DATE_PLACEHOLDER, "r1.effective_from",
        ),
        (
            a_pack(CREW).replace("2026-01-01", "1970-01-01"),
            PackCode.DATE_PLACEHOLDER, "crew.effective_from",
        ),
        (
            a_pack(a_rule("crew_minimum", "2", 'effective_from = "soon"')),
            PackCode.VALUE_UNREADABLE, "r1.effective_from.date",
        ),
        (
            a_pack(a_rule("crew_minimum", "2", 'effective_from = "unknown"'), inherits=BASE),
            PackCode.DATES_UNKNOWN, None,
        ),
        (a_pack(CREW, inherits=BASE), PackCode.NO_LONGEST, "retention"),
        (
            a_pack(CREW, a_rule("crew_minimum", "2", 'effective_from = "always"', id="crew")),
            PackCode.DATES_OVERLAP, "crew.effective_from",
        ),
        (
            a_pack(a_rule("crew_minimum", "2", mark="unverified"), inherits=BASE),
            PackCode.UNVERIFIED, None,
        ),
    ],
)  # fmt: skip
def test_each_fault_has_its_code_and_key(
    tmp_path: Path, text: str, code: PackCode, key: str | None
) -> None:
    found = findings(tmp_path, text)
    assert (code, key) in codes(found)
    assert all(finding.file and finding.remedy for finding in found)


def test_versions_whose_dates_touch_without_overlap_are_sound(tmp_path: Path) -> None:
    old = a_rule("crew_minimum", "2", "effective_until = 2026-06-30", id="crew")
    new = a_rule("crew_minimum", "2", "effective_from = 2026-07-01", id="crew")
    assert findings(tmp_path, a_pack(old, new, KEPT, inherits=BASE)) == ()


def test_a_pack_of_unknown_name_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, a_pack(CREW, KEPT, inherits=("us-mars",)))
    assert (found.code, found.file) == (PackCode.UNKNOWN_PACK, "us-mars")
    assert "us-ma" in found.remedy


def test_packs_that_inherit_each_other_are_refused(tmp_path: Path) -> None:
    written(tmp_path, a_pack(CREW, name="other", inherits=("ours.toml",)), "other.toml")
    found = findings(tmp_path, a_pack(CREW, inherits=("other.toml",)))
    assert PackCode.CIRCULAR in [finding.code for finding in found]


def test_packs_that_inherit_each_other_under_false_names_are_refused(tmp_path: Path) -> None:
    written(tmp_path, a_pack(CREW, name="x", inherits=("ours.toml",)), "other.toml")
    found = findings(tmp_path, a_pack(CREW, name="y", inherits=("other.toml",)))
    assert PackCode.CIRCULAR in [finding.code for finding in found]


def test_a_figure_that_is_looser_on_a_later_day_only_is_found(tmp_path: Path) -> None:
    parent = a_rule("crew_maximum", "1", "effective_from = 2026-07-01", id="most")
    written(tmp_path, a_pack(CREW, parent, name="parent"), "parent.toml")
    own = a_rule("crew_maximum", "2", "effective_from = 2026-08-01", id="most")
    found = findings(tmp_path, a_pack(own, inherits=("parent.toml",)))
    assert PackCode.LOOSER in [finding.code for finding in found]


def test_a_figure_is_looser_though_it_binds_since_before_the_inherited_one(tmp_path: Path) -> None:
    own = a_rule("permitted_hours", '{ mon-sun = ["06:00-23:00"] }', 'effective_from = "always"')
    (found,) = findings(tmp_path, a_pack(own, KEPT, inherits=("us",)))
    assert (found.code, found.column) == (PackCode.LOOSER, "r1.figure")


def test_a_laws_own_first_day_may_be_one_that_others_write_for_none(tmp_path: Path) -> None:
    own_day = ("effective_from = 2000-01-01", 'effective_mark = "text"')
    pack = a_pack(a_rule("crew_minimum", "2", *own_day), KEPT, inherits=BASE)
    assert findings(tmp_path, pack) == ()


@pytest.mark.parametrize("word", ["always", "unknown"])
def test_what_takes_effect_on_no_known_day_binds_on_every_day(tmp_path: Path, word: str) -> None:
    pack = a_pack(a_rule("crew_minimum", "2", f'effective_from = "{word}"'))
    shown = show_pack(str(written(tmp_path, pack)), on=date(1950, 1, 1))
    assert [(rule.effective_from, rule.commencement) for rule in shown.rules] == [(None, word)]


def test_all_faults_of_all_files_are_told_together(tmp_path: Path) -> None:
    noticed = Noticed()
    paths = [
        written(tmp_path, a_pack(a_rule("nothing", "1"), a_rule("crew_minimum", "-1", id="r2"))),
        written(tmp_path, "this is no TOML", "broken.toml"),
        tmp_path / "absent.toml",
    ]
    check_packs(paths, noticed)
    assert {PackCode.RULE_UNKNOWN, PackCode.FIGURE_UNREADABLE, PackCode.TOML_BROKEN,
            PackCode.FILE_UNREADABLE} <= {finding.code for finding in noticed.findings}  # fmt: skip


def test_a_head_that_cannot_be_read_hides_no_fault_of_a_rule(tmp_path: Path) -> None:
    text = a_pack(a_rule("nothing", "1")).replace('version = "1"', "")
    assert {PackCode.KEY_MISSING, PackCode.RULE_UNKNOWN} <= {
        finding.code for finding in findings(tmp_path, text)
    }


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a = " + b"[" * 5000, b"", b"\x00"])
def test_what_is_no_pack_is_a_finding_and_no_traceback(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.toml"
    path.write_bytes(content)
    noticed = Noticed()
    check_packs([path], noticed)
    assert noticed.refused


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_pack_is_a_draft_without_an_error(name: str) -> None:
    shown = show_pack(name, on=date(2026, 11, 24))
    assert {finding.severity for finding in shown.findings} <= {"warning"}
    assert shown.pack.name == name
    assert {pack.status for pack in shown.packs} == {"draft"}
    assert all(rule.checked <= date(2026, 11, 24) for rule in shown.rules)


@pytest.mark.parametrize("name", shipped_names())
def test_no_shipped_law_has_a_false_first_day(name: str) -> None:
    for rule in show_pack(name, on=date(2026, 11, 24)).rules:
        is_ours = rule.source.law.startswith("visitplan")
        assert (rule.commencement == "always") is is_ours, rule.id
        assert (rule.effective_from is None) is (rule.commencement in {"always", "unknown"})


@pytest.mark.parametrize(
    ("name", "rule", "first"),
    [
        ("us", "hours", date(2021, 11, 30)),
        ("us-dc", "ban", date(2023, 1, 1)),
        ("gb", "notice", date(2014, 4, 1)),
        ("gb", "breathing-space", date(2021, 5, 4)),
        ("ie", "consent", date(2012, 1, 1)),
        ("in", "hours", date(2022, 8, 12)),
        ("in", "draft-hours", date(2026, 7, 1)),
        ("co", "ban", date(2023, 10, 10)),
        ("cn", "hours", date(2025, 2, 28)),
    ],
)
def test_laws_begin_on_their_own_day(name: str, rule: str, first: date) -> None:
    shown = show_pack(name, on=date(2026, 11, 24)).rules
    rules = {each.id: each for each in shown if each.pack == name}
    assert rules[rule].effective_from == first


@pytest.mark.parametrize("name", ["us-dc", "co"])
def test_where_the_law_bans_visits_there_are_none(name: str) -> None:
    bans = [rule for rule in show_pack(name, on=date(2026, 11, 24)).rules if rule.sets == "ban"]
    assert [rule.figure for rule in bans] == ["without exception"]


def test_the_list_counts_the_rules_by_mark() -> None:
    packs = {pack.name: pack for pack in list_packs()}
    assert packs.keys() == set(shipped_names())
    assert all(p.rules == p.text + p.secondary + p.unverified for p in packs.values())
    assert packs["us-ma"].inherits == ("us",)


def test_two_packs_are_compared_rule_by_rule() -> None:
    found = {each.sets: each for each in compare_packs("us", "us-dc", on=date(2026, 11, 24))}
    assert found["ban"].verdict == "stricter"
    assert found["permitted_hours"].verdict == "same"
    back = {each.sets: each for each in compare_packs("us-dc", "us", on=date(2026, 11, 24))}
    assert back["ban"].verdict == "looser"


def test_a_pack_may_be_stricter_here_and_looser_there(tmp_path: Path) -> None:
    one = written(tmp_path, a_pack(a_rule("permitted_hours", '{ mon = ["08:00-12:00"] }')))
    other = written(
        tmp_path, a_pack(a_rule("permitted_hours", '{ mon = ["09:00-13:00"] }')), "other.toml"
    )
    (found,) = compare_packs(str(one), str(other), on=date(2026, 11, 24))
    assert found.verdict == "neither"


def test_showing_a_pack_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="no pack of this name"):
        show_pack("nowhere", on=date(2026, 11, 24))
