"""``visitplan policy``, run as people run it, and days that name packs."""

from pathlib import Path

import pytest

from builders import TODAY
from integration.command import Command
from unit.eligibility.pack_texts import KEPT, a_pack, a_rule
from unit.intake.day_folder import a_folder, setting
from visitplan.app.opening import read_day
from visitplan.errors import InputError


@pytest.fixture
def visitplan(tmp_path: Path) -> Command:
    return Command(tmp_path, tmp_path)


def test_the_packs_are_listed_as_drafts(visitplan: Command) -> None:
    packs = visitplan.here("policy", "list", "--json").data["packs"]
    assert {"humane-baseline", "us", "us-ma", "us-dc", "ie", "au", "gb", "in", "id", "cn"} <= {
        pack["name"] for pack in packs
    }
    assert {pack["status"] for pack in packs} == {"draft"}
    assert "none of them claims compliance" in visitplan.here("policy", "list").out


def test_a_rule_is_shown_with_its_source_and_mark(visitplan: Command) -> None:
    shown = visitplan.here("policy", "show", "us-ma", "--on", TODAY.isoformat())
    assert shown.code == 0
    for word in ("209 CMR 18.17", "text", "2026-11-24", "in force"):
        assert word in shown.out
    assert "VP-PO-022" in shown.err


def test_two_packs_are_told_apart(visitplan: Command) -> None:
    found = visitplan.here("policy", "diff", "us", "us-dc", "--json").data["differences"]
    assert ("ban", "stricter") in [(each["sets"], each["verdict"]) for each in found]
    assert "stricter" in visitplan.here("policy", "diff", "us", "us-dc").out


def test_a_sound_pack_passes_the_check(visitplan: Command) -> None:
    pack = a_pack(a_rule("crew_minimum", "2"), KEPT, inherits=("humane-baseline",))
    (visitplan.folder / "lender.toml").write_text(pack)
    checked = visitplan.here("policy", "check", "lender.toml")
    assert (checked.code, checked.err) == (0, "")


def test_a_broken_pack_ends_with_every_finding_and_code_2(visitplan: Command) -> None:
    pack = a_pack(a_rule("crew_minimum", "0"), a_rule("nothing", "1", id="r2"))
    (visitplan.folder / "lender.toml").write_text(pack)
    checked = visitplan.here("policy", "check", "lender.toml", "absent.toml")
    assert checked.code == 2
    for code in ("VP-PO-002", "VP-PO-007", "VP-PO-008"):
        assert code in checked.err
    assert "Traceback" not in checked.err


def test_an_unknown_pack_ends_with_code_2(visitplan: Command) -> None:
    assert visitplan.here("policy", "show", "nowhere").code == 2


HOURS = """
[policy.permitted_hours]           # the whole visit lies inside; a day left out has none
mon = ["09:00-19:00"]
tue = ["09:00-19:00"]
wed = ["09:00-19:00"]
thu = ["09:00-19:00"]
fri = ["09:00-19:00"]
sat = ["10:00-16:00"]
"""


def test_a_day_that_names_a_pack_is_bound_by_it(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, setting("[policy] ", '[policy]\npacks = ["ie"] #'))
    policy = read_day(folder).day.policy
    assert policy.consent is not None
    assert policy.rules_on("consent")[0].pack == "ie"
    assert policy.permitted_hours["mon"][0].closing.hour == 19


def test_a_day_without_hours_and_packs_gets_the_baseline(tmp_path: Path) -> None:
    policy = read_day(a_folder(tmp_path, setting(HOURS, ""))).day.policy
    assert "humane-baseline" in [pack.name for pack in policy.packs]


def test_a_day_that_is_looser_than_its_pack_is_refused(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, setting("[policy] ", '[policy]\npacks = ["humane-baseline"] #'))
    with pytest.raises(InputError, match=r"policy\.permitted_hours.*looser") as refused:
        read_day(folder)
    assert {finding.file for finding in refused.value.findings} == {"day.toml"}


def test_a_written_waiver_lets_a_day_be_looser_and_is_recorded(tmp_path: Path) -> None:
    packs = 'packs = ["humane-baseline"]\nwaiver = "letter 17"'
    reading = read_day(a_folder(tmp_path, setting("[policy] ", f"[policy]\n{packs} #")))
    policy = reading.day.policy
    assert policy.permitted_hours["sat"][0].closing.hour == 16
    assert policy.rules_on("permitted_hours")[0].waiver == "letter 17"
    assert policy.rules_on("required_credentials")[-1].waiver is None
    assert "VP-PO-023" in [finding.code for finding in reading.findings]


def test_a_lenders_file_alone_may_be_the_policy(tmp_path: Path) -> None:
    pack = a_pack(a_rule("crew_maximum", "1"), name="lender", inherits=("humane-baseline",))
    folder = a_folder(tmp_path)
    (folder / "lender.toml").write_text(pack)
    text = (folder / "day.toml").read_text()
    start, end = text.index("[policy]"), text.index("[penalties]")
    (folder / "day.toml").write_text('policy = "lender.toml"\n' + text[:start] + text[end:])
    reading = read_day(folder)
    assert reading.day.policy.crew_maximum == 1
    assert reading.day.policy.pack == "humane-baseline+lender"
    assert "lender.toml" in reading.inputs


def test_a_pack_file_that_is_absent_is_refused_by_its_name(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, setting("[policy] ", '[policy]\npacks = ["lender.toml"] #'))
    with pytest.raises(InputError, match=r"lender\.toml: error VP-PO-002"):
        read_day(folder)
