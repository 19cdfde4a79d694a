"""What ``day.toml`` says, and the reading of it."""

import re
import tomllib
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from visitplan.domain.balance import Balance
from visitplan.domain.burden import BurdenTerms
from visitplan.domain.daily_cap import DailyCap
from visitplan.domain.datum import Datum
from visitplan.domain.day import SearchLimits, TravelSettings
from visitplan.domain.door_terms import DoorTerms
from visitplan.domain.foresight import Foresight
from visitplan.domain.geocoding import GeocodingSettings
from visitplan.domain.governing import Govern
from visitplan.domain.horizon import HorizonSettings
from visitplan.domain.place import Place
from visitplan.domain.policy import Policy
from visitplan.domain.uncertainty import Uncertainty
from visitplan.intake.balances import read_balance
from visitplan.intake.branches import read_branches
from visitplan.intake.burdens import read_burden
from visitplan.intake.codes import Code
from visitplan.intake.columns import TABLES
from visitplan.intake.coordinates import DATUMS
from visitplan.intake.daily_caps import read_daily_cap
from visitplan.intake.dates import planning_date
from visitplan.intake.door_terms import read_door_terms
from visitplan.intake.durations import minutes
from visitplan.intake.fields import Fields
from visitplan.intake.files import read_bytes
from visitplan.intake.foresights import read_foresight
from visitplan.intake.geocoding import read_geocoding
from visitplan.intake.horizons import read_horizon
from visitplan.intake.learned import with_learned
from visitplan.intake.limits import read_limits
from visitplan.intake.misread import MisreadError
from visitplan.intake.moments import LocalDay
from visitplan.intake.money import currency_code
from visitplan.intake.pay import PayTerms, read_pay_defaults
from visitplan.intake.policies import Governance, read_policy
from visitplan.intake.report import Report, Spot
from visitplan.intake.streets import read_streets
from visitplan.intake.uncertainties import read_uncertainty
from visitplan.intake.words import nearest, one_of, plain_text
from visitplan.intake.zones import time_zone

FILE = "day.toml"
_TOP = (
    "date", "time_zone", "currency", "coordinates", "streets", "geocoding", "visits", "policy",
    "penalties", "pay", "branches", "limits", "daily_cap", "balance", "burden", "door", "horizon",
    "foresight", "uncertainty", "headers",
)  # fmt: skip
# Stand in where the file says nothing usable, so that the tables are still read for findings.
_SOME_DAY, _SOME_ZONE, _SOME_CURRENCY = date(2000, 1, 3), ZoneInfo("UTC"), "EUR"


@dataclass(frozen=True)
class Settings:
    """Everything of a day but its tables; ``policy`` is None where it could not be read."""

    local: LocalDay
    currency: str
    travel: TravelSettings
    geocoding: GeocodingSettings
    datum: Datum
    policy: Policy | None
    limits: SearchLimits
    daily_cap: DailyCap
    balance: Balance
    burden: BurdenTerms
    door: DoorTerms
    foresight: Foresight
    uncertainty: Uncertainty
    horizon: HorizonSettings
    service_seconds: int
    setup_seconds: int
    pay: PayTerms
    branches: Mapping[str, Place]
    headers: Mapping[str, Mapping[str, str]]


def read_settings(
    folder: Path,
    *,
    overrides: Mapping[str, object],
    report: Report,
    inputs: MutableMapping[str, str],
    govern: Govern | None = None,
    on: date | None = None,
) -> Settings:
    """Return the settings; ``overrides`` (dotted names, None for none) win over the file.

    ``on`` is another planning day than the file's.

    ``govern`` knows the packs that the policy may name; without it none may be named.
    """
    values = _parsed(folder / FILE, report, inputs)
    if isinstance(values.get("policy"), str):
        values["policy"] = {"packs": values["policy"]}
    for name, value in overrides.items():
        if value is not None:
            values = _with(values, name.split("."), value)
    values = with_learned(values, lambda name: _beside(folder, name, report, inputs))
    fields = Fields(values, spot=Spot(FILE), report=report)
    fields.warn_of_unknown(_TOP)
    if on is not None:
        fields.values = {**fields.values, "date": on}
    return _settings(fields, lambda day: Governance(day, folder, govern, report, inputs))


def _settings(fields: Fields, governed_on: Callable[[date], Governance]) -> Settings:
    currency = fields.need("currency", currency_code, 'write currency = "EUR"') or _SOME_CURRENCY
    visits = fields.section("visits")
    visits.warn_of_unknown(("service", "setup"))
    fields.datum = fields.get_or("coordinates", one_of(DATUMS), "wgs84")
    day = fields.need("date", planning_date, "write date = 2026-11-24") or _SOME_DAY
    zone = fields.need("time_zone", time_zone, 'write time_zone = "Europe/Helsinki"')
    rules, prices = fields.section("policy"), fields.section("penalties")
    return Settings(
        local=LocalDay(date=day, zone=zone or _SOME_ZONE),
        currency=currency,
        travel=read_streets(fields.section("streets")),
        geocoding=read_geocoding(fields.section("geocoding")),
        datum=fields.datum,
        policy=read_policy(rules, prices, currency, governed_on(day)),
        limits=read_limits(fields.section("limits")),
        daily_cap=read_daily_cap(fields.section("daily_cap")),
        balance=read_balance(fields.section("balance"), currency),
        burden=read_burden(fields.section("burden")),
        door=read_door_terms(fields.section("door")),
        foresight=read_foresight(fields.section("foresight"), currency),
        uncertainty=read_uncertainty(fields.section("uncertainty")),
        horizon=read_horizon(fields.section("horizon")),
        service_seconds=visits.get_or("service", minutes, 15 * 60),
        setup_seconds=visits.get_or("setup", minutes, 2 * 60),
        pay=read_pay_defaults(fields.section("pay"), currency),
        branches=read_branches(fields.sections("branches")),
        headers=_read_headers(fields),
    )


def _beside(
    folder: Path, name: str, report: Report, inputs: MutableMapping[str, str]
) -> dict[str, object]:
    """Return what a file of figures beside the settings holds; it is part of the day's inputs."""
    if Path(name).name != name or not name.endswith(".toml"):
        spot = Spot(FILE, None, "uncertainty.learned")
        report.error(Code.FILE_MISSING, spot, "is no .toml beside day.toml", "name learned.toml")
        return {}
    return _parsed(folder / name, report, inputs)


def _parsed(path: Path, report: Report, inputs: MutableMapping[str, str]) -> dict[str, object]:
    content = read_bytes(path, report=report, inputs=inputs)
    if content is None:
        return {}
    try:
        return tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"), parse_float=Decimal)
    except UnicodeDecodeError as error:
        problem, row = f"byte {error.start} is not UTF-8", None
    except RecursionError:
        problem, row = "is nested too deeply", None
    except (ValueError, ArithmeticError) as error:
        # The message may quote the value; only its line is taken.
        line = re.search(r"\(at line (\d+)", str(error))
        problem, row = "is no TOML from here on", int(line[1]) if line else None
    report.error(
        Code.TOML_BROKEN, Spot(path.name, row), problem, "mend that line; texts stand in quotes"
    )
    return {}


def _with(values: Mapping[str, object], path: list[str], value: object) -> dict[str, object]:
    name, *rest = path
    inner = values.get(name)
    if rest:
        value = _with(inner if isinstance(inner, dict) else {}, rest, value)
    return {**values, name: value}


def _read_headers(fields: Fields) -> dict[str, dict[str, str]]:
    sections = fields.sections("headers")
    fields.section("headers").warn_of_unknown(tuple(TABLES))
    return {
        table: {
            header: column
            for header in section.values
            if (column := _column(section, header, table))
        }
        for table, section in sections.items()
        if table in TABLES
    }


def _column(section: Fields, header: str, table: str) -> str | None:
    def ours(value: object) -> str:
        column = plain_text(value)
        if column not in TABLES[table]:
            near = nearest(column, TABLES[table])
            raise MisreadError(
                Code.HEADER_MAPPING,
                "names a column that this table does not have",
                f'did you mean "{near}"?' if near else f"write one of {', '.join(TABLES[table])}",
            )
        return column

    return section.get(header, ours)
