"""Han signs look as the language has them in which the day is written, on whatever machine."""

import pytest

from sample_plan import a_sample
from visitplan.domain.place import Place
from visitplan.render.overview import overview
from visitplan.render.page import HAN


def the_head(address: str) -> str:
    place = Place(address=address, point=a_sample()[1].cases[0].place.point, precision="given")
    return overview(*a_sample(place=place)).partition("<head>")[0]


@pytest.mark.parametrize(
    ("address", "language"), [("云汀市芦花路12号", "zh"), ("芦花通りのはずれ12", "ja")]
)
def test_a_page_with_han_signs_asks_for_fonts_of_its_language(address: str, language: str) -> None:
    assert f'<html lang="en" class="han-{language}">' in the_head(address)


@pytest.mark.parametrize("address", ["Sample Street 12", "Åsvägen 12", "갈대꽃길 12"])
def test_other_pages_keep_their_fonts(address: str) -> None:
    assert '<html lang="en">' in the_head(address)


def test_each_language_has_its_fonts() -> None:
    html = overview(*a_sample())
    assert [language for language in HAN if f":root.han-{language} {{" not in html] == []
