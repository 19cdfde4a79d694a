"""A row of ``cases`` becomes a case."""

from collections.abc import Iterable
from functools import partial

from visitplan.domain.case import Case, CaseStatus, Priority
from visitplan.domain.window import TimeWindow
from visitplan.intake.codes import Code
from visitplan.intake.durations import minutes
from visitplan.intake.fields import Fields
from visitplan.intake.identifiers import identifier, identifiers
from visitplan.intake.lawfulness import read_lawfulness
from visitplan.intake.places import place
from visitplan.intake.settings import Settings
from visitplan.intake.windows import merged, windows
from visitplan.intake.words import one_of, plain_text, word_set

STATUSES: dict[str, CaseStatus] = {
    "approved": "approved", "proposed": "proposed", "paid": "paid",
    "withdrawn": "withdrawn", "closed": "closed",
    "已批准": "approved", "已审批": "approved", "批准": "approved", "通过": "approved",
    "待审批": "proposed", "待批准": "proposed", "拟派": "proposed",
    "已还清": "paid", "已结清": "paid", "已还款": "paid",
    "已撤回": "withdrawn", "撤回": "withdrawn", "已关闭": "closed", "结案": "closed",
}  # fmt: skip
PRIORITIES: dict[str, Priority] = {
    "must": "must", "high": "high", "normal": "normal", "low": "low",
    "必须": "must", "必访": "must", "高": "high", "中": "normal", "普通": "normal", "低": "low",
}  # fmt: skip


def read_case(fields: Fields, settings: Settings) -> Case | None:
    """Return the case; None when something of the row cannot be used (then noted)."""
    case_id = fields.need("case_id", identifier, "give every case its own id")
    status = fields.need("status", one_of(STATUSES), "write approved, or what it is")
    where = place(fields)
    service = fields.get_or("service", minutes, settings.service_seconds)
    approved_at = fields.get("approved_at", settings.local.start_of)
    approved_until = fields.get("approved_until", settings.local.end_of)
    if approved_at and approved_until and approved_until.timestamp() < approved_at.timestamp():
        fields.refuse(
            "approved_until",
            Code.APPROVAL_INVERTED,
            "lies before approved_at",
            "correct one of the two dates",
        )
    read: dict[str, object] = {
        "id": case_id,
        "debtor": fields.get("debtor_id", identifier) or case_id,
        "place": where,
        "status": status,
        "customer": fields.get("customer", plain_text),
        "product": fields.get("product", plain_text),
        "portfolio": fields.get("portfolio", identifier),
        "door_note": fields.get("door_note", plain_text),
        "approved_by": fields.get("approved_by", plain_text),
        "approved_at": approved_at,
        "approved_until": approved_until,
        "windows": _windows(fields, settings, service),
        "service_seconds": service,
        "setup_seconds": fields.get_or("setup", minutes, settings.setup_seconds),
        "priority": fields.get_or("priority", one_of(PRIORITIES), "normal"),
        "skills": fields.get("skills", word_set) or frozenset(),
        "allowed_agents": fields.get("allowed_agents", identifiers),
        "excluded_agents": fields.get("excluded_agents", identifiers) or frozenset(),
        "preferred_agents": fields.get("preferred_agents", identifiers) or frozenset(),
    }
    asked = read_lawfulness(fields, settings.local)
    return Case.model_validate(read | asked) if fields.sound else None


def _windows(fields: Fields, settings: Settings, service: int) -> tuple[TimeWindow, ...]:
    written = fields.get("windows", partial(windows, on=settings.local)) or ()
    apart = merged(written)
    if len(apart) < len(written):
        fields.warn(
            "windows", Code.WINDOWS_MERGED, "has windows that overlap or touch, read as one",
            "write each hour once",
        )  # fmt: skip
    if settings.policy is None or settings.policy.window_bounds == "whole":
        _refuse_short(fields, apart, service)
    return apart


def _refuse_short(fields: Fields, hours: Iterable[TimeWindow], service: int) -> None:
    if any(each.seconds < service for each in hours):
        fields.refuse(
            "windows",
            Code.WINDOW_TOO_SHORT,
            f"has a window shorter than the service time of {service // 60} min",
            "widen the window or shorten the service: the whole visit lies inside",
        )
