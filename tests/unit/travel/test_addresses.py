"""An address is found where the map has its house number, and otherwise not guessed."""

import pytest

from visitplan.travel.addresses import AddressBook, Found
from visitplan.travel.extract import Address


def house(street, number, lat=60.17, lon=24.94, **town):
    return Address(
        **{"city": "", "postcode": "", "lat": lat, "lon": lon} | town, street=street, number=number
    )


BOOK = AddressBook(
    [
        house("Mannerheimintie", "10", 60.1676, city="Helsinki", postcode="00100"),
        house("Mannerheimintie", "14 A", 60.1680, city="Helsinki", postcode="00100"),
        house("East Fayette Street", "10", 39.29, -76.61),
        house("Fayette Street", "10", 39.20, -76.60),
        house("Hauptstraße", "5", 49.97, 11.50, city="Bayreuth", postcode="95444"),
        house("Hauptstraße", "5", 50.05, 11.60, city="Bindlach", postcode="95463"),
        house("Hauptstraße", "7", 50.05, 11.60, city="Bindlach", postcode="95463"),
        house("Straße des 17. Juni", "135", 52.51, 13.32),
        house("南京东路", "21号", 31.23, 121.48),
        house("Rua São João", "30-34", -30.02, -51.20),
        house("Rua Sao Pedro", "1;3", -30.03, -51.21),
        house("Hämeentie", "2", 60.18, 24.95),
        house("Erottajankatu", "11", 60.16, 24.94, postcode="00130"),
    ]
)


@pytest.mark.parametrize(
    ("text", "lat"),
    [
        ("Mannerheimintie 10", 60.1676),
        ("mannerheimintie  10, 00100 Helsinki, Finland", 60.1676),
        ("MANNERHEIMINTIE 14a, Helsinki", 60.1680),
        ("Mannerheimintie 14 A", 60.1680),
        ("Ｍａｎｎｅｒｈｅｉｍｉｎｔｉｅ １０", 60.1676),
        ("10 East Fayette Street, Baltimore", 39.29),
        ("10 E Fayette St", 39.29),
        ("10 Fayette St", 39.20),
        ("Hauptstr. 5, 95463 Bindlach", 50.05),
        ("Hauptstrasse 5, Bayreuth", 49.97),
        ("Straße des 17. Juni 135, Berlin", 52.51),
        ("上海市黄浦区南京东路21号", 31.23),
        ("南京东路 21", 31.23),
        ("R. São João, 32", -30.02),
        ("Rua Sao Joao 30", -30.02),
        ("Rua São Pedro, 3", -30.03),
        ("Hameentie 2", 60.18),
        ("Erottajankatu 11, Helsinki", 60.16),
        ("Erottajankatu 11, 00130", 60.16),
    ],
)
def test_an_address_is_found_however_it_is_written(text, lat):
    found = BOOK.find(text)
    assert isinstance(found, Found), found
    assert (found.point.lat, found.precision) == (lat, "exact")


@pytest.mark.parametrize(
    ("text", "lat"),
    [
        ("Mannerheimintie 11, Helsinki", 60.1676),
        ("Mannerheimintie 13", 60.1680),
        ("Mannerheimintie 10 B", 60.1676),
        ("Mannerheimintie 14", 60.1680),
        ("Hauptstraße 9, Bindlach", 50.05),
    ],
)
def test_a_missing_number_is_replaced_by_the_nearest_and_said_to_be(text, lat):
    found = BOOK.find(text)
    assert isinstance(found, Found), found
    assert (found.point.lat, found.precision) == (lat, "interpolated")


def test_between_two_equally_near_numbers_the_middle_is_taken():
    found = BOOK.find("Mannerheimintie 12")
    assert isinstance(found, Found)
    assert found.point.lat == pytest.approx((60.1676 + 60.1680) / 2)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no street"),
        ("10", "no street"),
        ("Manerheimintie 10", "no street"),
        ("Mannerheimintiet 10", "no street"),
        ("Mannerheimintie", "no house number"),
        ("Mannerheimintie, Helsinki", "no house number"),
        ("Mannerheimintie 99", "no such number"),
        ("Hauptstraße 5", "ambiguous"),
        ("Hauptstraße 5, München", "another town"),
        ("Mannerheimintie 10, Tampere", "another town"),
        ("Mannerheimintie 10, 33100", "another town"),
        ("Erottajankatu 11, 33100", "another town"),
        ("Hämeentie 2 / Mannerheimintie 10", "ambiguous"),
    ],
)
def test_what_cannot_be_relied_on_is_not_found_with_the_reason(text, why):
    assert BOOK.find(text) == why


def test_several_entries_of_one_house_are_one_place():
    doors = AddressBook([house("Kaivokatu", "1", 60.1700), house("Kaivokatu", "1", 60.1702)])
    found = doors.find("Kaivokatu 1")
    assert isinstance(found, Found)
    assert found.point.lat == pytest.approx(60.1701)


def test_entries_of_one_number_far_apart_are_no_place():
    doors = AddressBook([house("Kaivokatu", "1", 60.170), house("Kaivokatu", "1", 60.175)])
    assert doors.find("Kaivokatu 1") == "ambiguous"


def test_a_street_without_numbers_is_never_taken_for_its_shorter_namesake():
    houses = [house("Sample Street", "5")]
    assert AddressBook(houses, ["Sample Street North"]).find("Sample Street North 5") == (
        "no such number"
    )
    assert isinstance(AddressBook(houses, ["Sample Street"]).find("Sample Street 5"), Found)


def test_an_empty_map_finds_nothing():
    assert AddressBook([]).find("Kaivokatu 1") == "no street"
