"""Whether what packs say together can be done, and how far it can be relied on."""

from collections.abc import Iterable, Mapping

from visitplan.domain.rule import Rule
from visitplan.domain.terms import CASE_RECORDS, Retention
from visitplan.eligibility.calendars import is_known
from visitplan.eligibility.pack_findings import Noticed, PackCode


def note_contradictions(figures: Mapping[str, object], file: str, noticed: Noticed) -> None:
    """Note figures that together leave nothing that could be done."""
    least, most = figures.get("crew_minimum"), figures.get("crew_maximum")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        _contradict(file, "crew_minimum", f"a crew of {least} at least and {most} at most", noticed)
    if figures.get("recording_duty") and figures.get("recording") == "forbidden":
        _contradict(file, "recording", "recording is both a duty and forbidden", noticed)
    kept = figures.get("retention")
    for each in kept if isinstance(kept, tuple) else ():
        if isinstance(each, Retention) and _cannot_be_kept(each):
            _contradict(
                file, "retention", f"{each.category} is kept too long or too short", noticed
            )
    calendars = figures.get("holiday_calendars")
    for each in calendars if isinstance(calendars, tuple) else ():
        if not is_known(each):
            noticed.error(
                PackCode.CALENDAR_UNKNOWN,
                (file, "holiday_calendars"),
                f"there is no calendar {each.country} {each.subdivision or ''}".rstrip(),
                'write ISO 3166 codes: { country = "US", subdivision = "MA" }',
            )


def note_unverified(rules: Iterable[Rule], noticed: Noticed) -> None:
    """Warn of every pack of which a rule was never held against its source."""
    unseen: dict[str, list[str]] = {}
    for rule in rules:
        if rule.mark == "unverified":
            unseen.setdefault(rule.pack, []).append(rule.id)
    for pack, ids in sorted(unseen.items()):
        noticed.warn(
            PackCode.UNVERIFIED,
            (pack, None),
            f"nobody has seen the source of {', '.join(sorted(ids))}",
            "they only tighten; have them checked before you rely on them",
        )


def note_unknown_dates(rules: Iterable[Rule], noticed: Noticed) -> None:
    """Warn of every pack of which nobody found when a rule took effect."""
    unknown: dict[str, list[str]] = {}
    for rule in rules:
        if rule.commencement == "unknown":
            unknown.setdefault(rule.pack, []).append(rule.id)
    for pack, ids in sorted(unknown.items()):
        noticed.warn(
            PackCode.DATES_UNKNOWN,
            (pack, None),
            f"nobody found when {', '.join(sorted(ids))} took effect",
            "they bind every planning day; look the dates up before you rely on older ones",
        )


def note_no_longest(figures: Mapping[str, object], file: str, noticed: Noticed) -> None:
    """Warn where nothing says how long records of cases are kept at most."""
    kept = figures.get("retention")
    spoken = kept if isinstance(kept, tuple) else ()
    if any(each.category in CASE_RECORDS and each.maximum_days is not None for each in spoken):
        return
    noticed.warn(
        PackCode.NO_LONGEST,
        (file, "retention"),
        "no longest period for records of cases: visitplan purge deletes nothing",
        "where the law has no number (GDPR, art. 5(1)(e): no longer than needed), state your own: "
        '{ category = "case_record", maximum_days = 1096 }',
    )


def _cannot_be_kept(each: Retention) -> bool:
    least, most = each.minimum_days, each.maximum_days
    return least is not None and most is not None and least > most


def _contradict(file: str, key: str, problem: str, noticed: Noticed) -> None:
    noticed.error(
        PackCode.CONTRADICTION,
        (file, key),
        f"the packs contradict each other: {problem}",
        "visitplan policy show names the rules; ask which law applies",
    )
