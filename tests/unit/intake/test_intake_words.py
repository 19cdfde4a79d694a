"""Single values as people write them: what is taken, and what is refused with which code."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import TODAY, ZONE, at, between
from visitplan.domain.agent import Credential, OvertimeTier
from visitplan.domain.window import TimeWindow
from visitplan.intake.breaks import breaks
from visitplan.intake.clock import clock_time
from visitplan.intake.codes import Code
from visitplan.intake.credentials import credentials
from visitplan.intake.dates import calendar_date, planning_date
from visitplan.intake.durations import hours, minutes
from visitplan.intake.forbidden import is_amount, is_forbidden
from visitplan.intake.identifiers import identifier
from visitplan.intake.misread import MisreadError
from visitplan.intake.moments import LocalDay
from visitplan.intake.money import minor_units
from visitplan.intake.numbers import plain_decimal
from visitplan.intake.overtime import premiums
from visitplan.intake.windows import clock_span, merged, windows
from visitplan.intake.words import folded, nearest, parts, yes_or_no

LOCAL = LocalDay(TODAY, ZONE)
SPRING = LocalDay(date(2026, 3, 29), ZONE)
AUTUMN = LocalDay(date(2026, 10, 25), ZONE)


def code_of(read, *arguments, **options) -> Code:
    with pytest.raises(MisreadError) as misread:
        read(*arguments, **options)
    return misread.value.code


@pytest.mark.parametrize("text", [
    "2026-11-24", "24.11.2026", "2026年11月24日", "2026/11/24", "2026.11.24", "24/11/2026",
    "11/24/2026", "24-11-2026", "２０２６-11-24", " 2026-11-24 ",
])  # fmt: skip
def test_a_date_is_read_however_it_is_written(text: str) -> None:
    assert calendar_date(text) == date(2026, 11, 24)


def test_a_date_with_two_readings_offers_both() -> None:
    with pytest.raises(MisreadError) as misread:
        calendar_date("3/4/2026")
    assert misread.value.code == Code.DATE_AMBIGUOUS
    assert misread.value.remedy == "write 2026-04-03 or 2026-03-04"


def test_a_date_with_equal_day_and_month_has_one_reading() -> None:
    assert calendar_date("4/4/2026") == date(2026, 4, 4)


@pytest.mark.parametrize("text", ["2026-02-30", "46349", "46349.5", "1795510800000", "soon", ""])
def test_what_is_no_date_is_refused(text: str) -> None:
    assert code_of(calendar_date, text) == Code.DATE_UNREADABLE


def test_the_planning_date_may_be_past_but_not_absurd() -> None:
    assert planning_date("2019-05-06") == date(2019, 5, 6)
    assert code_of(planning_date, "2206-05-06") == Code.DATE_OUT_OF_RANGE


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_date_survives_in_iso_form(day: date) -> None:
    assert calendar_date(day.isoformat()) == day


CLOCKS = {
    "9:00": "09:00", "09.00": "09:00", "9am": "09:00", "9:30 pm": "21:30", "12am": "00:00",
    "12 pm": "12:00", "17h30": "17:30", "17h": "17:00", "17时30分": "17:30",
    "17点30分": "17:30", "17点": "17:00", "17点半": "17:30", "上午9点": "09:00", "下午5点": "17:00",
    "下午 5:30": "17:30", "中午12点": "12:00", "晚上8点": "20:00", "9": "09:00",
    "9:05:30": "09:05:30",
}  # fmt: skip


@pytest.mark.parametrize(("text", "clock"), CLOCKS.items())
def test_a_clock_time_is_read_however_it_is_written(text: str, clock: str) -> None:
    assert clock_time(text) == (time.fromisoformat(clock), 0)


@pytest.mark.parametrize("text", ["24:01", "25:00", "9:60", "13pm", "0am", "23:59:60", "9:5", "x"])
def test_what_is_no_clock_time_is_refused(text: str) -> None:
    assert code_of(clock_time, text) == Code.CLOCK_UNREADABLE


def test_midnight_at_the_end_is_the_next_day() -> None:
    assert LOCAL.moment("24:00") == at("00:00", TODAY + timedelta(days=1))


def test_an_hour_that_daylight_saving_skips_is_refused() -> None:
    assert code_of(SPRING.moment, "03:30") == Code.CLOCK_SKIPPED
    assert SPRING.moment("04:00").utcoffset() == timedelta(hours=3)


def test_an_hour_that_daylight_saving_repeats_asks_for_its_offset() -> None:
    assert code_of(AUTUMN.moment, "03:30") == Code.CLOCK_REPEATED
    early, late = (AUTUMN.moment(f"2026-10-25T03:30+0{hour}:00") for hour in (3, 2))
    assert late.timestamp() - early.timestamp() == 3600
    assert (early.tzinfo, early.fold, late.fold) == (ZONE, 0, 1)


def test_the_remedy_of_a_repeated_hour_is_itself_read() -> None:
    with pytest.raises(MisreadError) as misread:
        AUTUMN.moment("03:30")
    _, _, both = misread.value.remedy.partition(": ")
    assert [AUTUMN.moment(text).fold for text in both.split(" or ")] == [0, 1]


def test_an_explicit_offset_is_kept_as_the_instant_it_names() -> None:
    moment = LOCAL.moment("2026-11-24T09:00+01:00")
    assert (moment, moment.tzinfo) == (at("10:00"), ZONE)
    assert LOCAL.moment("2026-11-24 07:00Z") == at("09:00")


def test_a_datetime_cell_with_an_offset_is_kept_as_the_instant_it_names() -> None:
    assert LOCAL.moment(datetime(2026, 11, 24, 7, tzinfo=ZoneInfo("UTC"))) == at("09:00")


def test_a_date_alone_means_its_first_or_its_last_second() -> None:
    assert LOCAL.start_of("2026-11-24") == at("00:00")
    assert LOCAL.end_of("2026-11-24") == at("23:59:59")


@pytest.mark.parametrize("text", [
    "09:00-12:00", "9-12", "9:00 – 12:00", "9am-12pm", "09:00~12:00", "09：00～12：00", "9点至12点",
    "上午9点到12点", "09:00 to 12:00", "9.00–12.00", "2026-11-24 09:00 - 2026-11-24 12:00",
])  # fmt: skip
def test_a_window_is_read_however_it_is_written(text: str) -> None:
    assert windows(text, on=LOCAL) == (between("09:00", "12:00"),)


@pytest.mark.parametrize("text", [
    "下午2点至5点半", "下午2:00-5:30", "下午2点至下午5点半", "下午2点至17点30分",
])  # fmt: skip
def test_the_half_of_the_day_is_said_once_for_both_ends(text: str) -> None:
    assert windows(text, on=LOCAL) == (between("14:00", "17:30"),)


def test_what_ends_before_a_morning_begins_is_not_guessed() -> None:
    assert code_of(windows, "上午9点至5点半", on=LOCAL) == Code.WINDOW_INVERTED


@pytest.mark.parametrize("separator", ["; ", ";", ", ", "、", "；", " | ", "\n"])
def test_windows_are_listed_with_any_separator(separator: str) -> None:
    text = f"09:00-12:00{separator}17:00-19:00"
    assert windows(text, on=LOCAL) == (between("09:00", "12:00"), between("17:00", "19:00"))


def test_a_window_across_midnight_says_so() -> None:
    assert code_of(windows, "22:00-02:00", on=LOCAL) == Code.WINDOW_INVERTED
    (night,) = windows("22:00-02:00+1", on=LOCAL)
    assert night.seconds == 4 * 3600


def test_a_window_over_the_repeated_hour_is_as_long_as_it_lasts() -> None:
    (night,) = windows("02:00-05:00", on=AUTUMN)
    assert night.seconds == 4 * 3600
    (night,) = windows("02:00-05:00", on=SPRING)
    assert night.seconds == 2 * 3600


def test_overlapping_windows_become_one_and_apart_ones_stay() -> None:
    found = merged(
        (between("13:00", "15:00"), between("09:00", "10:00"), between("14:00", "16:00"))
    )
    assert found == (between("09:00", "10:00"), between("13:00", "16:00"))


@given(st.lists(st.tuples(st.integers(0, 1430), st.integers(1, 200)), max_size=6))
def test_merged_windows_are_sorted_apart_and_cover_the_same_minutes(spans) -> None:
    start = at("00:00").timestamp()
    hours = tuple(
        TimeWindow(
            opening=datetime.fromtimestamp(start + 60 * begin, ZONE),
            closing=datetime.fromtimestamp(start + 60 * (begin + length), ZONE),
        )
        for begin, length in spans
    )
    result = merged(hours)
    assert all(a.closing < b.opening for a, b in pairwise(result))
    assert _minutes(result) == _minutes(hours)


def _minutes(hours) -> set[float]:
    return {
        moment
        for window in hours
        for moment in range(int(window.opening.timestamp()), int(window.closing.timestamp()), 60)
    }


def test_permitted_hours_end_on_the_day_they_begin() -> None:
    assert clock_span("09:00-19:00").closing == time(19)
    assert code_of(clock_span, "09:00-24:00") == Code.WINDOW_INVERTED


DURATIONS = {
    "15": 900, "15 min": 900, "15min": 900, "0:15": 900, "1h": 3600, "1h30": 5400,
    "1 h 30 min": 5400,
    "15分钟": 900, "1小时30分": 5400, "7.5": 450, "90 minutes": 5400, "1:30": 5400, "１５": 900,
}  # fmt: skip


@pytest.mark.parametrize(("text", "seconds"), DURATIONS.items())
def test_a_length_of_time_is_read_however_it_is_written(text: str, seconds: int) -> None:
    assert minutes(text) == seconds


def test_a_bare_number_counts_the_unit_of_its_column() -> None:
    assert (minutes("4"), hours("4"), hours("4h"), hours("4:00")) == (240, 14400, 14400, 14400)


def test_time_cells_are_lengths_of_time() -> None:
    assert minutes(time(0, 15)) == minutes(timedelta(minutes=15)) == 900


@pytest.mark.parametrize("text", ["soon", "-5", "1_0", "h", "", "1e3", True, "5 5 5"])
def test_what_is_no_length_of_time_is_refused(text: object) -> None:
    assert code_of(minutes, text) == Code.DURATION_UNREADABLE


def test_a_length_of_time_is_at_most_a_day() -> None:
    assert minutes("1440") == 86_400
    assert code_of(minutes, "1441") == Code.NUMBER_OUT_OF_RANGE


@pytest.mark.parametrize("text", ["1_000", "nan", "inf", "1e3", "٣", "0x10", "1,000.0", "", "½"])
def test_only_plain_decimals_are_numbers(text: str) -> None:
    assert code_of(plain_decimal, text) == Code.NUMBER_UNREADABLE


def test_true_is_no_number() -> None:
    assert code_of(plain_decimal, True) == Code.NUMBER_UNREADABLE


def test_a_comma_is_a_decimal_sign_only_where_the_file_says_so() -> None:
    assert code_of(plain_decimal, "31,23") == Code.NUMBER_UNREADABLE
    assert plain_decimal("31,23", decimal_comma=True) == Decimal("31.23")


@given(st.decimals(-(10**9), 10**9, places=6))
def test_every_plain_decimal_is_read_exactly(number: Decimal) -> None:
    assert plain_decimal(f"{number:f}") == number


@pytest.mark.parametrize(
    ("currency", "text", "minor"),
    [("EUR", "21.50", 2150), ("JPY", "1500", 1500), ("KWD", "1.234", 1234), ("CNY", "0", 0)],
)
def test_money_has_the_decimals_of_its_currency(currency: str, text: str, minor: int) -> None:
    assert minor_units(currency)(Decimal(text)) == minor


@pytest.mark.parametrize(("currency", "text"), [("EUR", "1.005"), ("JPY", "1.5")])
def test_money_with_more_decimals_is_refused(currency: str, text: str) -> None:
    assert code_of(minor_units(currency), Decimal(text)) == Code.MONEY_DECIMALS


def test_credentials_are_valid_on_their_first_and_last_day() -> None:
    text = (
        "id_card until 2027-03-31; Authorisation 2026-01-01..2026-12-31; badge; kurs 自 2026-05-01"
    )
    assert credentials(text) == (
        Credential(kind="id_card", valid_until=date(2027, 3, 31)),
        Credential(
            kind="authorisation", valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31)
        ),
        Credential(kind="badge"),
        Credential(kind="kurs", valid_from=date(2026, 5, 1)),
    )


@pytest.mark.parametrize("text", ["2026-01-01", "id until", "id 2026-12-31..2026-01-01"])
def test_what_is_no_credential_is_refused(text: str) -> None:
    assert code_of(credentials, text) == Code.CREDENTIAL_UNREADABLE


def test_overtime_is_a_percentage_of_the_wage() -> None:
    tiers = [premium.tier(2150) for premium in premiums("10h +100%; 8h +50%")]
    assert tiers == [
        OvertimeTier(beyond_seconds=28_800, premium_per_hour=1075),
        OvertimeTier(beyond_seconds=36_000, premium_per_hour=2150),
    ]


def test_overtime_is_rounded_half_up() -> None:
    assert premiums("8h +50%")[0].tier(2151).premium_per_hour == 1076


def test_breaks_are_sorted_and_say_whether_they_are_paid() -> None:
    found = breaks("15:00-16:00 15min paid; 11:30-13:30 30min unpaid", on=LOCAL)
    assert [(each.window, each.seconds, each.paid) for each in found] == [
        (between("11:30", "13:30"), 1800, False),
        (between("15:00", "16:00"), 900, True),
    ]


@pytest.mark.parametrize("text", ["007", "C-1", "案1", "1E5", "../../etc/x", "=1+1"])
def test_an_id_is_kept_as_it_is_written(text: str) -> None:
    assert identifier(text) == text


@pytest.mark.parametrize("value", ["1.38E+10", date(2026, 3, 4)])
def test_an_id_that_a_spreadsheet_changed_is_refused(value: object) -> None:
    assert code_of(identifier, value) == Code.ID_CHANGED_BY_EXCEL


@pytest.mark.parametrize("header", [
    "SSN", "National ID", "passport_no", "Religion", "ethnicity", "Sex", "customerGender",
    "phone location", "number plate", "Licence-Plate", "relatives", "Emergency contacts",
    "Neighbours", "Employer", "Facebook", "social_media",
    "身份证号", "民族", "性别", "车牌号", "工作单位",
])  # fmt: skip
def test_columns_about_the_person_are_forbidden(header: str) -> None:
    assert is_forbidden(header)


@pytest.mark.parametrize("header", [
    "case_id", "customer", "approved_by", "product", "door note", "windows", "Essex branch",
    "agent_id", "contact made", "联系时间", "客户编号", "状态",
])  # fmt: skip
def test_columns_about_the_visit_are_not_forbidden(header: str) -> None:
    assert not is_forbidden(header)
    assert not is_amount(header)


@pytest.mark.parametrize("header", ["Amount", "amount_due", "Balance", "DPD", "欠款金额", "本金"])
def test_columns_about_the_debt_are_told(header: str) -> None:
    assert is_amount(header)


@pytest.mark.parametrize("text", ["A01", "a01", "Ａ０１", " A01 ", "A\u200b01"])
def test_ids_that_look_the_same_fold_to_the_same(text: str) -> None:
    assert folded(text) == "a01"


def test_the_nearest_word_is_offered_and_nonsense_gets_none() -> None:
    assert nearest("aproved", ["approved", "paid"]) == "approved"
    assert nearest("xyz", ["approved", "paid"]) is None


def test_lists_are_split_and_emptied_of_blanks() -> None:
    assert parts("a; b,,c、d|") == ("a", "b", "c", "d")
    assert parts(["a", " b "]) == ("a", "b")


@pytest.mark.parametrize(
    ("text", "truth"), [("Yes", True), ("否", False), (True, True), ("0", False)]
)
def test_yes_and_no_are_read_in_both_languages(text: object, truth: bool) -> None:
    assert yes_or_no(text) is truth
