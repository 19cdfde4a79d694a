"""The named values of one row or one section, asked for one by one."""

from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import TypeVar

from visitplan.domain.datum import Datum
from visitplan.intake.codes import Code
from visitplan.intake.misread import MisreadError
from visitplan.intake.numbers import mended_digits, plain_decimal
from visitplan.intake.report import Report, Spot
from visitplan.intake.words import nearest

T = TypeVar("T")


class Fields:
    """Reads values by name; what cannot be read is noted at its spot, and ``sound`` falls.

    ``datum`` is the system in which coordinates are written here.
    """

    def __init__(
        self,
        values: Mapping[str, object],
        *,
        spot: Spot,
        report: Report,
        prefix: str = "",
        decimal_comma: bool = False,
        datum: Datum = "wgs84",
    ) -> None:
        self.values = values
        self.datum = datum
        self.sound = True
        self._spot = spot
        self._report = report
        self._prefix = prefix
        self._decimal_comma = decimal_comma
        self._spots: Mapping[str, Spot] = {}

    def amended(self, values: Mapping[str, object], spots: Mapping[str, Spot]) -> "Fields":
        """Return these fields with other values, each noted at the spot that it comes from."""
        fields = Fields(
            {**self.values, **values},
            spot=self._spot,
            report=self._report,
            prefix=self._prefix,
            decimal_comma=self._decimal_comma,
            datum=self.datum,
        )
        fields._spots = {**self._spots, **spots}
        return fields

    def has(self, name: str) -> bool:
        """Tell whether there is anything to read."""
        return not is_blank(self.values.get(name))

    def get(self, name: str, parse: Callable[[object], T]) -> T | None:
        """Return the parsed value; None when blank or unreadable (then it is noted)."""
        if not self.has(name):
            return None
        try:
            return parse(self.values[name])
        except MisreadError as misread:
            self.misread(name, misread)
            return None

    def get_or(self, name: str, parse: Callable[[object], T], default: T) -> T:
        """Return the parsed value, or the default when blank or unreadable."""
        value = self.get(name, parse)
        return default if value is None else value

    def need(self, name: str, parse: Callable[[object], T], remedy: str = "fill it in") -> T | None:
        """Return the parsed value; a blank is noted as missing."""
        if not self.has(name):
            self.refuse(name, Code.VALUE_MISSING, "there is no value", remedy)
        return self.get(name, parse)

    def number(self, name: str, parse: Callable[[Decimal], T]) -> T | None:
        """Return a parsed plain decimal; mended full-width digits are noted as a warning."""
        return self.get(name, lambda value: parse(self.decimal(name, value)))

    def number_or(self, name: str, parse: Callable[[Decimal], T], default: T) -> T:
        """Return a parsed plain decimal, or the default when blank or unreadable."""
        value = self.number(name, parse)
        return default if value is None else value

    def spot(self, name: str | None = None) -> Spot:
        """Return where a value stands."""
        if name is None:
            return self._spot
        return self._spots.get(name) or self._spot._replace(column=self._prefix + name)

    def misread(self, name: str | None, misread: MisreadError) -> None:
        """Note a value that cannot be taken."""
        self.sound = False
        self._report.misread(self.spot(name), misread)

    def refuse(self, name: str | None, code: Code, problem: str, remedy: str) -> None:
        """Note an error at a value."""
        self.misread(name, MisreadError(code, problem, remedy))

    def warn(self, name: str, code: Code, problem: str, remedy: str) -> None:
        """Note a warning at a value."""
        self._report.warn(code, self.spot(name), problem, remedy)

    def section(self, name: str) -> "Fields":
        """Return a subsection of settings; empty when absent, noted when it is no table."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, dict):
            self.refuse(name, Code.SETTING_VALUE, "is no section", f"write [{self._prefix}{name}]")
        return Fields(
            value if isinstance(value, dict) else {},
            spot=self._spot,
            report=self._report,
            prefix=f"{self._prefix}{name}.",
            datum=self.datum,
        )

    def sections(self, name: str) -> dict[str, "Fields"]:
        """Return the subsections of a section, by name."""
        outer = self.section(name)
        return {key: outer.section(key) for key in outer.values}

    def warn_of_unknown(self, known: Collection[str]) -> None:
        """Note each name that nobody reads, with the nearest known one."""
        for name in self.values:
            if name not in known:
                near = nearest(name, known)
                remedy = f'did you mean "{near}"?' if near else f"known are {', '.join(known)}"
                self.warn(name, Code.SETTING_UNKNOWN, "is not known and not read", remedy)

    def decimal(self, name: str, value: object) -> Decimal:
        """Return a plain decimal as this file writes them; MisreadError where it is none."""
        mended = mended_digits(value)
        if mended != value:
            self.warn(
                name, Code.DIGITS_MENDED, "has full-width digits, read as 0-9", "type plain digits"
            )
        return plain_decimal(mended, decimal_comma=self._decimal_comma)


def is_blank(value: object) -> bool:
    """Tell whether a cell holds nothing."""
    return value is None or (isinstance(value, str) and not value.strip())
