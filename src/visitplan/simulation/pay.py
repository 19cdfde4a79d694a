"""Wage and premiums of many days at once, in minor units; the terms are those of ``Pay``."""

import numpy as np

from visitplan.domain.agent import Pay, Shift
from visitplan.simulation.chance import Floats

HOUR = 3600


def worked_seconds(own: Shift, span: Floats) -> Floats:
    """Return the seconds worked by one agent on routes that last so long, unpaid breaks off."""
    if own.pay.paid == "route":
        return span
    unpaid = sum(owed.seconds for owed in own.breaks if not owed.paid)
    return np.full_like(span, max(0, own.hours.seconds - unpaid))


def paid_seconds(pay: Pay, worked: Floats) -> Floats:
    """Return what is paid for: the minimum lifts what was worked."""
    return np.maximum(worked, pay.minimum_paid_seconds)


def wages(pay: Pay, worked: Floats) -> Floats:
    """Return wage and overtime premiums."""
    return pay.wage_per_hour * paid_seconds(pay, worked) / HOUR + _premiums(pay, worked)


def is_overtime(pay: Pay, worked: Floats) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Tell on which days some tier of overtime is reached."""
    first = pay.overtime[0].beyond_seconds if pay.overtime else np.inf
    return worked > first


def _premiums(pay: Pay, worked: Floats) -> Floats:
    total = np.zeros_like(worked)
    ends = [*(tier.beyond_seconds for tier in pay.overtime[1:]), np.inf]
    for tier, end in zip(pay.overtime, ends, strict=False):
        within = np.clip(worked, None, end) - tier.beyond_seconds
        total += tier.premium_per_hour * np.maximum(0, within) / HOUR
    return total
