"""A new password as a form brings it: twice, so that a slip of the finger is noticed."""

from typing import Literal

from pydantic import BaseModel, Field

from visitplan.web.passwords import LONGEST, Weakness, weakness

Fault = Weakness | Literal["", "unlike"]


class NewPassword(BaseModel):
    """What was typed into the two fields."""

    password: str = Field(max_length=4 * LONGEST, repr=False)
    repeated: str = Field(max_length=4 * LONGEST, repr=False)


def fault_of(new: NewPassword, login: str) -> Fault:
    """Return what is wrong with a new password; empty when nothing is."""
    if new.password != new.repeated:
        return "unlike"
    return weakness(new.password, name=login) or ""
