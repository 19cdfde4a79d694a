"""Laws of the address index: what is near is found, and nothing that anybody types breaks it."""

from hypothesis import assume, given
from hypothesis import strategies as st

from visitplan.travel.extract import Address
from visitplan.travel.geocoding.book import AddressBook
from visitplan.travel.geocoding.found import Found
from visitplan.travel.geocoding.near import Neighbourhood, one_letter_apart

letters = st.sampled_from("abcdeé straße39")
names = st.text(letters, min_size=1, max_size=14)
streets = st.text(st.sampled_from("abcdefgh"), min_size=4, max_size=9).map(lambda s: f"{s} way")


def one_slip(name, at, kind, other):
    swapped = name[at + 1 : at + 2] + name[at] + name[at + 2 :]
    return name[:at] + (name[at + 1 :], other + name[at:], other + name[at + 1 :], swapped)[kind]


@given(st.lists(names, max_size=12), names)
def test_the_halves_find_what_comparing_with_each_name_finds(known, word):
    near = Neighbourhood(known).near(word)
    assert near >= {name for name in known if one_letter_apart(name, word)}
    sharp = word.replace("ss", "ß")
    written = [(n, w) for n in near for w in (word, sharp)]
    assert all(
        any(one_letter_apart(s, w) for s in (n, n.replace("ss", "ß")) for m, w in written if m == n)
        for n in near
    )


@given(names, names)
def test_being_one_letter_apart_is_mutual_and_not_being_the_same(one, other):
    assert one_letter_apart(one, other) == one_letter_apart(other, one)
    assert not one_letter_apart(one, one)


@given(streets, st.integers(0, 8), st.integers(0, 3), st.sampled_from("xyz"))
def test_a_slip_in_the_only_street_is_forgiven(street, at, kind, other):
    written = one_slip(street, at % (street.index(" ") - 1), kind, other)
    assume(written != street)
    book = AddressBook([Address(street, "7", "", "", 60.0, 25.0)])
    found = book.find(f"{written} 7")
    assert isinstance(found, Found), (street, written, found)
    assert not found.as_written


@given(streets, st.integers(1, 9999), st.sampled_from(["", "a", "B"]))
def test_every_house_of_the_map_is_found_by_its_own_address(street, number, suffix):
    house = Address(street, f"{number}{suffix}", "Sampleton", "10115", 60.0, 25.0)
    book = AddressBook([house])
    for text in (
        f"{street} {number}{suffix}, 10115 Sampleton",
        f"{number}{suffix} {street}, Sampleton",
        f"Sampleton, {street.upper()} {number}{suffix}",
    ):
        found = book.find(text)
        assert isinstance(found, Found), (text, found)
        assert (found.precision, found.as_written) == ("exact", True)


@given(st.text(max_size=60))
def test_whatever_is_typed_has_an_answer(text):
    houses = [Address("南京东路", "21号", "上海市", "", 31.2, 121.5)]
    houses += [Address("Main Street", "5-9;11a", "Sampleton", "10115", 60.0, 25.0)]
    book = AddressBook(houses, [text])
    assert book.find(text) is not None
    assert isinstance(book.choices(f"{text} 5 Main Street"), tuple)
