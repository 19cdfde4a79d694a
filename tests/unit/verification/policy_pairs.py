"""For each rule of a policy a day that keeps it and one that breaks it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from builders import TODAY, at, between
from unit.verification.edits import edited
from unit.verification.pairs import (
    LAST_MINUTES,
    NOON,
    Pair,
    a_consent,
    a_contact,
    a_notice,
    clock,
    days_ago,
    figure,
    ledger,
    on,
    staff,
)
from visitplan.domain.agent import Credential
from visitplan.domain.terms import (
    Ban,
    Cap,
    ConsentDuty,
    HoldRule,
    MinimumGap,
    PlaceOrder,
    RequiredNotice,
    Training,
)

BUT_CARS = Ban(except_products=frozenset({"car"}))
MONTHLY = Cap(maximum=1, days=30, per="debtor", counts="attempts")
TALKS = Cap(maximum=1, days=30, per="debt", counts="contacts")
WEEKLY = Cap(maximum=1, calendar="week", per="debt", counts="attempts")
MONTH = Cap(maximum=1, calendar="month", per="debt", counts="attempts")
ANY_WAY = Cap(
    maximum=2, days=7, per="debt", counts="attempts", channels=frozenset({"visit", "call"})
)
HOME = Cap(maximum=1, calendar="day", per="household", counts="attempts")
WEEK_APART = MinimumGap(days=7, per="debtor", counts="attempts")
AFTER_A_CALL = MinimumGap(days=3, per="debt", counts="contacts", channels=frozenset({"call"}))
LETTER = frozenset({"letter"})
FIVE_DAYS = RequiredNotice(channels=LETTER, lead_days=5)
FIVE_WORKING = RequiredNotice(channels=LETTER, lead_days=5, working=True)
EXPIRING = RequiredNotice(channels=LETTER, expires_days=30)
NAMING = RequiredNotice(channels=LETTER, names_agent=True)
REMOTE = RequiredNotice(channels=frozenset({"call", "sms"}), number=2, any_contact=True)
WRITTEN = ConsentDuty(form="written")
EACH_VISIT = ConsentDuty(form="oral", each_visit=True)
THIRTY_DAYS = ConsentDuty(form="oral", valid_days=30)
VISA = Credential(kind="card", valid_until=TODAY)
TRAINED = Credential(kind="course", valid_from=TODAY - timedelta(days=365))
CHINA = {"time_zone": ZoneInfo("Asia/Shanghai")}

PAIRS: dict[str, Pair] = {
    "a ban but for a product": figure(
        "no_ban", "ban", BUT_CARS, {"product": "car"}, {"product": "card"}
    ),
    "a ban of everything": Pair("no_ban", "ban", on({}), on({"ban": Ban()})),
    "another jurisdiction": figure(
        "jurisdiction", "jurisdictions", {"US"}, {"jurisdiction": "US"}, {"jurisdiction": "US-MA"}
    ),
    "another status": figure(
        "case_approved", "visitable_statuses", {"approved"}, {}, {"status": "paid"}
    ),
    "an approval of long ago": figure(
        "approval_age",
        "approval_days",
        30,
        {"approved_at": days_ago(30, "00:00")},
        {"approved_at": days_ago(31, "23:59")},
    ),
    "another product": figure(
        "product", "products", {"car"}, {"product": "car"}, {"product": "card"}
    ),
    "no product": figure("product", "products", {"car"}, {"product": "car"}, {}),
    "due too shortly": figure(
        "days_past_due", "minimum_days_past_due", 60, {"days_past_due": 60}, {"days_past_due": 59}
    ),
    "due for how long": figure(
        "days_past_due", "minimum_days_past_due", 1, {"days_past_due": 1}, {}
    ),
    "an assessment of long ago": figure(
        "assessment",
        "assessment_days",
        90,
        {"assessed_at": days_ago(90), "assessed_by": "J. Sample"},
        {"assessed_at": days_ago(91), "assessed_by": "J. Sample"},
    ),
    "an assessment by nobody": figure(
        "assessment",
        "assessment_days",
        90,
        {"assessed_at": days_ago(90), "assessed_by": "J. Sample"},
        {"assessed_at": days_ago(90)},
    ),
    "an oral consent": figure(
        "consent", "consent", WRITTEN, {"consents": a_consent()}, {"consents": a_consent("oral")}
    ),
    "no consent": figure("consent", "consent", WRITTEN, {"consents": a_consent()}, {}),
    "a consent for another day": figure(
        "consent",
        "consent",
        EACH_VISIT,
        {"consents": a_consent(visit_date=TODAY)},
        {"consents": a_consent(visit_date=TODAY + timedelta(days=1))},
    ),
    "a consent for no day": figure(
        "consent",
        "consent",
        EACH_VISIT,
        {"consents": a_consent(visit_date=TODAY)},
        {"consents": a_consent()},
    ),
    "a consent grown old": figure(
        "consent",
        "consent",
        THIRTY_DAYS,
        {"consents": a_consent(days=30)},
        {"consents": a_consent(days=31)},
    ),
    "a consent that ended": figure(
        "consent",
        "consent",
        WRITTEN,
        {"consents": a_consent(days=9, until=at("00:01"))},
        {"consents": a_consent(days=9, until=days_ago(1, "23:59"))},
    ),
    "a consent of tomorrow": figure(
        "consent",
        "consent",
        WRITTEN,
        {"consents": a_consent(days=0)},
        {"consents": a_consent(days=-1)},
    ),
    "a hold": figure("no_hold", "blocking_holds", {"paid"}, {}, {"holds": ("paid",)}),
    "a hold that nobody could name": figure(
        "no_hold", "blocking_holds", {"paid"}, {"holds": ("dispute",)}, {"holds": ("unknown",)}
    ),
    "a hold with a rule of its own": Pair(
        "no_hold",
        "hold_rules",
        on({"blocking_holds": frozenset()}, case={"holds": ("disaster",)}),
        on(
            {"blocking_holds": frozenset(), "hold_rules": (HoldRule(hold="disaster", days=92),)},
            case={"holds": ("disaster",)},
        ),
    ),
    "work, which is denied": figure(
        "place_kind", "places", {"work": "denied"}, {}, {"place_kind": "work"}
    ),
    "a hospital without consent": figure(
        "place_kind",
        "places",
        {"hospital": "with_consent"},
        {"place_kind": "hospital", "consents": a_consent("oral")},
        {"place_kind": "hospital"},
    ),
    "work before home": Pair(
        "place_order",
        "place_order",
        on(
            {"place_order": (PlaceOrder(first="home", then="work"),)},
            a_contact(9, place_kind="home"),
            case={"place_kind": "work"},
        ),
        on(
            {"place_order": (PlaceOrder(first="home", then="work"),)},
            a_contact(9, place_kind="home", reached=True),
            case={"place_kind": "work"},
        ),
    ),
    "a visit to a place unknown": Pair(
        "place_order",
        "place_order",
        on({}, case={"place_kind": "work"}),
        on(
            {"place_order": (PlaceOrder(first="home", then="work"),)},
            a_contact(9),
            case={"place_kind": "work"},
        ),
    ),
    "a weekday of rest": Pair(
        "rest_day",
        "rest_days",
        on({"rest_days": frozenset({"wed"})}),
        on({"rest_days": frozenset({"tue"})}),
    ),
    "a date of rest": Pair(
        "holiday", "holidays", on({}), on({"holidays": frozenset({TODAY})})
    ),
    "hours that have passed": figure(
        "permitted_hours",
        "permitted_hours",
        {"tue": clock(9, 19)},
        {"windows": (between("18:45", "19:10"),)},
        {"windows": LAST_MINUTES},
    ),
    "hours at the address": figure(
        "permitted_hours",
        "permitted_hours",
        {"tue": clock(14, 19)},
        {"windows": NOON, **CHINA},
        {"windows": NOON},
    ),
    "hours of the date": figure(
        "special_hours",
        "special_hours",
        {TODAY: clock(10, 12)},
        {"windows": (between("11:00", "12:00"),)},
        {"windows": NOON},
    ),
    "a date without hours": Pair(
        "special_hours", "special_hours", on({}), on({"special_hours": {TODAY: ()}})
    ),
    "hours at work": figure(
        "place_hours",
        "place_hours",
        {"work": {"tue": clock(9, 12)}},
        {"windows": (between("11:45", "13:00"),), "place_kind": "home"},
        {"windows": (between("11:46", "13:00"),), "place_kind": "work"},
    ),
    "hours of quiet": figure(
        "quiet_hours",
        "quiet_hours",
        {"tue": clock(12, 14)},
        {"windows": (between("11:45", "13:00"),)},
        {"windows": (between("11:46", "13:00"),)},
    ),
    "hours after dark": figure(
        "daylight",
        "daylight_only",
        True,
        {"windows": (between("15:15", "16:00"),)},
        {"windows": (between("15:22", "16:00"),)},
    ),
    "hours that the customer bars": figure(
        "barred_hours",
        "customer_may_bar_hours",
        28,
        {"windows": (between("11:45", "13:00"),), "barred": NOON},
        {"windows": (between("11:46", "13:00"),), "barred": NOON},
    ),
    "a notice too late": ledger(
        "notice", "notices", (FIVE_DAYS,), [a_notice(5)], [a_notice(4)]
    ),
    "a reminder is no harm": ledger(
        "notice", "notices", (FIVE_DAYS,), [a_notice(5), a_notice(1)], [a_notice(1)]
    ),
    "a notice five working days ahead": ledger(
        "notice", "notices", (FIVE_WORKING,), [a_notice(7)], [a_notice(6)]
    ),
    "a notice for another debt": ledger(
        "notice",
        "notices",
        (FIVE_DAYS,),
        [a_notice(9)],
        [a_notice(9, case_id="C002", debtor="D001")],
    ),
    "a letter that is no notice": ledger(
        "notice", "notices", (FIVE_DAYS,), [a_notice(9)], [a_contact(9, "letter")]
    ),
    "a notice by another channel": ledger(
        "notice", "notices", (FIVE_DAYS,), [a_notice(9)], [a_contact(9, "sms", notice=True)]
    ),
    "a notice that expired": ledger(
        "notice", "notices", (EXPIRING,), [a_notice(30)], [a_notice(31)]
    ),
    "a single attempt from afar": ledger(
        "notice",
        "notices",
        (REMOTE,),
        [a_contact(2, "call"), a_contact(1, "sms")],
        [a_contact(2, "call")],
    ),
    "one attempt told twice": ledger(
        "notice",
        "notices",
        (REMOTE,),
        [a_contact(2, "call"), a_contact(3, "call")],
        [a_contact(2, "call"), a_contact(2, "call", reached=True)],
    ),
    "a notice that was answered": ledger(
        "notice_answered",
        "notices",
        (FIVE_DAYS,),
        [a_notice(9)],
        [a_notice(9), a_notice(1, answered_at=days_ago(1, "11:00"))],
    ),
    "a second attempt in a month": ledger(
        "cap", "caps", (MONTHLY,), [a_contact(30)], [a_contact(29)]
    ),
    "an attempt for another debt": ledger(
        "cap", "caps", (MONTHLY,), [a_contact(9, case_id="X")],
        [a_contact(9, case_id="X", debtor="D001")],
    ),
    "a second talk": ledger(
        "cap", "caps", (TALKS,), [a_contact(9)], [a_contact(9, reached=True)]
    ),
    "a second attempt in a week": ledger(
        "cap", "caps", (WEEKLY,), [a_contact(2)], [a_contact(1)]
    ),
    "a second attempt in a calendar month": ledger(
        "cap", "caps", (MONTH,), [a_contact(24)], [a_contact(23)]
    ),
    "calls that count": ledger(
        "cap", "caps", (ANY_WAY,), [a_contact(1, "call"), a_contact(1, "sms")],
        [a_contact(1, "call"), a_contact(2)],
    ),
    "a cap that consent lifts": Pair(
        "cap",
        "caps",
        on(
            {"caps": (edited(TALKS, more_with="oral"),)},
            a_contact(9, reached=True),
            case={"consents": a_consent("written")},
        ),
        on(
            {"caps": (edited(TALKS, more_with="written"),)},
            a_contact(9, reached=True),
            case={"consents": a_consent("oral")},
        ),
    ),
    "two visits to one household": Pair(
        "cap",
        "caps",
        on({"caps": (HOME,)}, case={"household": "H1"}, beside=[{"household": "H2"}]),
        on({"caps": (HOME,)}, case={"household": "H1"}, beside=[{"household": "H1"}]),
    ),
    "too soon": ledger("gap", "gaps", (WEEK_APART,), [a_contact(7)], [a_contact(6)]),
    "too soon after a talk on the telephone": ledger(
        "gap",
        "gaps",
        (AFTER_A_CALL,),
        [a_contact(3, "call", reached=True), a_contact(1, "call")],
        [a_contact(2, "call", reached=True)],
    ),
    "two visits to one person": Pair(
        "gap",
        "gaps",
        on({"gaps": (WEEK_APART,)}, beside=[{}]),
        on({"gaps": (WEEK_APART,)}, beside=[{"debtor": "D001"}]),
    ),
    "a credential that ended": staff(
        "agent_credential",
        "required_credentials",
        {"card"},
        {"credentials": (VISA,)},
        {"credentials": (edited(VISA, valid_until=TODAY - timedelta(days=1)),)},
    ),
    "a training of long ago": staff(
        "agent_training",
        "trainings",
        (Training(kind="course", valid_days=365),),
        {"credentials": (TRAINED,)},
        {"credentials": (edited(TRAINED, valid_from=TODAY - timedelta(days=366)),)},
    ),
    "a training of no date": staff(
        "agent_training",
        "trainings",
        (Training(kind="course", valid_days=365),),
        {"credentials": (TRAINED,)},
        {"credentials": (edited(TRAINED, valid_from=None),)},
    ),
    "a training that ended": staff(
        "agent_training",
        "trainings",
        (Training(kind="course"),),
        {"credentials": (edited(TRAINED, valid_from=None),)},
        {"credentials": (edited(TRAINED, valid_until=TODAY - timedelta(days=1)),)},
    ),
    "no language in common": staff(
        "language",
        "shared_language",
        True,
        {"languages": {"fi", "sv"}},
        {"languages": {"sv"}},
        languages={"fi"},
    ),
    "alone, where two must go": Pair(
        "crew_minimum", "crew_minimum", on({"crew_minimum": 1}), on({"crew_minimum": 2})
    ),
    "alone, where a case asks for two": figure(
        "crew_minimum", "crew_minimum", 1, {"crew": 1}, {"crew": 2}
    ),
    "another agent than the notice names": ledger(
        "agent_named",
        "notices",
        (NAMING,),
        [a_notice(3, names_agent="A02"), a_notice(2, names_agent="A01")],
        [a_notice(3, names_agent="A01"), a_notice(2, names_agent="A02")],
    ),
    "a notice that names nobody": ledger(
        "agent_named", "notices", (NAMING,), [a_notice(2, names_agent="A01")], [a_notice(2)]
    ),
    "another agent than was announced": ledger(
        "agent_change",
        "agent_change_days",
        2,
        [a_notice(9, names_agent="A01")],
        [a_notice(9, names_agent="A02")],
    ),
    "a change told too late": ledger(
        "agent_change",
        "agent_change_days",
        2,
        [a_notice(9, names_agent="A02"), a_notice(2, names_agent="A01")],
        [a_notice(9, names_agent="A02"), a_notice(1, names_agent="A01")],
    ),
    "a change told in time and again": ledger(
        "agent_change",
        "agent_change_days",
        2,
        [a_notice(9, names_agent="A02")]
        + [a_notice(days, names_agent="A01") for days in (5, 1)],
        [a_notice(days, names_agent=name) for days, name in ((9, "A01"), (5, "A02"), (1, "A01"))],
    ),
}  # fmt: skip
