"""Everything that the agent's page says has a word in every language, be it found by name only."""

import pytest

from visitplan.domain.outcome import OUTCOME_CODES
from visitplan.render.along import _UNNAMED
from visitplan.render.manners import LABELS, OWN
from visitplan.web.agent.outcome_words import GROUPS, OUTCOMES, WITH_DETAILS
from visitplan.web.languages import LANGUAGES, translations


def looked_up() -> set[str]:
    """Return the sentences that the page looks up by a value."""
    said = {word for each in OUTCOMES.values() for word in (each.title, each.act, each.then)}
    said |= {group.step for group in GROUPS}
    return said | {*LABELS.values(), *OWN.values(), *_UNNAMED.values(), "side streets"}


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_what_is_looked_up_by_a_value_is_translated(language: str) -> None:
    texts = translations(language)
    assert [said for said in looked_up() if texts.gettext(said) == said] == []


def test_details_are_asked_for_outcomes_that_there_are() -> None:
    assert set(WITH_DETAILS) <= set(OUTCOMES) <= set(OUTCOME_CODES)
