"""What a crew is paid: the sum of what each of its people is paid, in one set of terms.

Each is paid for the same time. A sum of convex functions is one: whoever has a longer minimum
than the others is owed it in any case, and adds his wage from there on.
"""

from visitplan.domain.agent import Shift
from visitplan.routing.pay import pay_terms
from visitplan.routing.price import price_of_use
from visitplan.routing.statement import PayTerms


def crew_pay(shift: Shift) -> PayTerms:
    """Return the pay of a crew; who drives is paid for the distance, everybody's expenses are.

    Whoever is paid for a whole shift is paid for his own, however long the crew's is.
    """
    each = [_own_pay(member) for member in shift.members]
    by_time = [pay for pay in each if pay.whole_shift is None]
    whole = [pay for pay in each if pay.whole_shift is not None]
    least = min((pay.minimum for pay in by_time), default=0)
    longer = [pay for pay in by_time if pay.minimum > least]
    tiers = [(pay.minimum, pay.per_second) for pay in longer]
    return PayTerms(
        fixed=sum(pay.fixed for pay in by_time)
        + sum(pay.per_second * pay.minimum for pay in longer)
        + sum(price_of_use(pay) for pay in whole),
        per_second=sum(pay.per_second for pay in by_time if pay.minimum == least),
        minimum=least,
        tiers=tuple(sorted((*tiers, *(tier for pay in by_time for tier in pay.tiers)))),
        per_metre=each[0].per_metre,
        per_visit=sum(pay.per_visit for pay in each),
    )


def _own_pay(member: Shift) -> PayTerms:
    unpaid = sum(rest.seconds for rest in member.breaks if not rest.paid)
    return pay_terms(member.pay, member.hours.seconds - unpaid)
