"""Pay: the section ``[pay]`` gives defaults, a shift's row may say otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from visitplan.domain.agent import Pay
from visitplan.domain.value import Mode
from visitplan.intake.durations import hours
from visitplan.intake.fields import Fields
from visitplan.intake.money import minor_units
from visitplan.intake.overtime import Premium, premiums
from visitplan.intake.words import one_of

PAID: dict[str, Literal["route", "shift"]] = {
    "route": "route",
    "shift": "shift",
    "路线": "route",
    "班次": "shift",
}
COLUMNS = (
    "wage", "fixed", "minimum_paid", "overtime", "rate_per_km", "expenses_per_visit", "paid",
)  # fmt: skip


@dataclass(frozen=True)
class PayTerms:
    """Terms of pay in minor units; overtime still in percent, as the wage may differ by row."""

    wage: int | None = None
    fixed: int = 0
    minimum_paid: int = 0
    overtime: tuple[Premium, ...] = ()
    rate_per_km: int = 0
    expenses_per_visit: int = 0
    paid: Literal["route", "shift"] = "route"
    rates_by_mode: Mapping[str, int] = field(default_factory=dict)

    def by(self, mode: str) -> "PayTerms":
        """Return the terms of those who travel so: with the rate of their mode, if it has one."""
        return replace(self, rate_per_km=self.rates_by_mode.get(mode, self.rate_per_km))


def read_pay_defaults(fields: Fields, currency: str) -> PayTerms:
    """Return what holds for every shift that does not say otherwise."""
    fields.warn_of_unknown((*COLUMNS, "rate_per_km_by_mode"))
    rates, money = fields.section("rate_per_km_by_mode"), minor_units(currency)
    rates.warn_of_unknown(get_args(Mode))
    read = {mode: rates.number(mode, money) for mode in get_args(Mode) if rates.has(mode)}
    known = {mode: rate for mode, rate in read.items() if rate is not None}
    return replace(read_terms(fields, currency, PayTerms()), rates_by_mode=known)


def read_terms(fields: Fields, currency: str, default: PayTerms) -> PayTerms:
    """Return the terms of a row or section, with defaults for what it leaves blank."""
    money = minor_units(currency)
    wage = fields.number("wage", money)
    return replace(
        default,
        wage=default.wage if wage is None else wage,
        fixed=fields.number_or("fixed", money, default.fixed),
        minimum_paid=fields.get_or("minimum_paid", hours, default.minimum_paid),
        overtime=fields.get_or("overtime", premiums, default.overtime),
        rate_per_km=fields.number_or("rate_per_km", money, default.rate_per_km),
        expenses_per_visit=fields.number_or(
            "expenses_per_visit", money, default.expenses_per_visit
        ),
        paid=fields.get_or("paid", one_of(PAID), default.paid),
    )


def pay_of(terms: PayTerms, wage: int) -> Pay:
    """Return the pay at a wage in minor units per hour."""
    return Pay(
        fixed=terms.fixed,
        wage_per_hour=wage,
        minimum_paid_seconds=terms.minimum_paid,
        overtime=tuple(premium.tier(wage) for premium in terms.overtime),
        rate_per_km=terms.rate_per_km,
        expenses_per_visit=terms.expenses_per_visit,
        paid=terms.paid,
    )
