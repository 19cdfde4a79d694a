"""Real maps find their own addresses, though one letter is wrong or the order is another."""

import pytest

from benchmarks.addresses import addresses_of, as_mapped, judged_all, maps, misspelt, reordered

MAPS = [
    pytest.param("Helsinki"),
    pytest.param("Baltimore", marks=pytest.mark.shared),
    pytest.param("Bayreuth", marks=pytest.mark.shared),
]


@pytest.mark.parametrize("name", MAPS)
@pytest.mark.parametrize("spell", [as_mapped, misspelt, reordered])
def test_a_map_finds_the_right_house_of_nearly_all_its_addresses_and_hardly_a_wrong_one(
    name, spell
):
    path = maps().get(name)
    if path is None:
        pytest.skip("this map is not here")
    count = judged_all(*addresses_of(path), spell, seed=2)
    assert count["right"] >= 0.95 * count.total()
    assert count["wrong"] <= 0.005 * count.total()
