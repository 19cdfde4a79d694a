"""What may come of a visit, in plain words: what to do, what to note, what happens next.

A no is as easy to note as a yes, and stands first. The codes are those that the ledger takes.
"""

from typing import NamedTuple

from visitplan.domain.case import Hold


class Outcome(NamedTuple):
    """One way that a visit ends.

    ``hold`` is what the office sets at once, None where nothing is held.
    """

    code: str
    title: str
    act: str
    then: str
    hold: Hold | None = None


class OutcomeGroup(NamedTuple):
    """Outcomes that ask for the same step."""

    step: str
    outcomes: tuple[Outcome, ...]


CALLS_AT_ONCE = (
    Outcome("ASKEDLEAVE", "Asked to leave", "Leave at once.", "Nobody comes again.",
            "refused_visits"),
    Outcome("REFUSED", "Does not want to talk", "Thank them and go.",
            "Nobody comes again; the office writes.", "refused_visits"),
    Outcome("CEASE", "Wants to hear nothing more", "Say that you pass it on, and go.",
            "All contact stops.", "cease_contact"),
    Outcome("HARDSHIP", "Work, health or money trouble", "Press for nothing; say there is help.",
            "Held; help is offered.", "hardship"),
    Outcome("VULNERABLE", "Distressed, or cannot follow", "End the visit kindly.",
            "Held; a specialist takes over.", "vulnerable"),
    Outcome("DISPUTE", "Says it is not right, or not theirs", "Do not argue; it will be checked.",
            "Held until it is settled.", "dispute"),
    Outcome("COMPLAINT", "Complains", "Listen; say how to complain.",
            "Held; the complaints team answers.", "complaint"),
    Outcome("REPRESENTED", "Has a lawyer or an adviser", "Say no more on the matter.",
            "Held; the adviser is written to.", "represented"),
    Outcome("INSOLVENT", "Insolvent, or under protection", "Say no more on the matter.",
            "Held.", "insolvent"),
    Outcome("DECEASED", "Has died", "Say that you are sorry, and go.",
            "Nobody comes again.", "deceased"),
    Outcome("PAID", "Says it is settled", "Ask for no proof.",
            "Held until the office has looked.", "paid"),
    Outcome("PLAN", "Asks for instalments", "Note what they propose; promise nothing.",
            "Held until the office answers.", "hardship"),
    Outcome("NOTFOUND", "Wrong address, or moved", "Ask no neighbour.",
            "Held until the address is known.", "address_wrong"),
)  # fmt: skip
NOTED = (
    Outcome("NOHOME", "Nobody opens", "Leave nothing that tells why you came.",
            "Counts as an attempt; another time of day, if at all."),
    Outcome("TPMET", "Somebody else opens",
            "Say and ask nothing of the matter; note nothing of them.",
            "Counts as an attempt."),
    Outcome("CALLBACK", "Another time suits better", "Note the time.",
            "The office calls first."),
    Outcome("BRANCH", "Rather comes to a branch", "Say where and when.",
            "No visit."),
    Outcome("PTP", "Names a day", "Note the day; press for no other.",
            "No visit before it."),
    Outcome("PART", "Pays a part", "Only as the rules on money allow.",
            "The office looks."),
)  # fmt: skip
NOT_VISITED = (
    Outcome("OUTOFPOLICY", "A rule would be broken",
            "Too late, a child alone, a place of work: do not ring.",
            "Planned anew, or not at all."),
    Outcome("UNSAFE", "You do not feel safe", "Go. You need no other reason.",
            "Your supervisor decides."),
    Outcome("NOTDONE", "You could not get there", "Note why: time, traffic, access.",
            "Planned anew."),
)  # fmt: skip

OUTCOMES = (
    OutcomeGroup("Note it and call your dispatcher at once, so that nobody else goes.",
                 CALLS_AT_ONCE),
    OutcomeGroup("Note it; the visit counts.", NOTED),
    OutcomeGroup("You were not at the door: call your dispatcher.", NOT_VISITED),
)  # fmt: skip
"""Every outcome once, by what is to be done; asked to leave is the first."""
