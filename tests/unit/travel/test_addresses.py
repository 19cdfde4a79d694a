"""An address is found where the map has its house number, and otherwise not guessed."""

import pytest

from visitplan.travel.extract import Address
from visitplan.travel.geocoding.book import AddressBook
from visitplan.travel.geocoding.found import Found


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
        ("Manerheimmintie 10", "no street"),
        ("Mannerheimin 10", "no street"),
        ("南京西路21号", "no street"),
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


@pytest.mark.parametrize(
    ("text", "lat"),
    [
        ("Manerheimintie 10, Helsinki", 60.1676),
        ("Mannerheimintiet 10", 60.1676),
        ("Mannerheimnitie 10", 60.1676),
        ("Mannerheimintie 10, Helsinky", 60.1676),
        ("Mannerheimin tie 10", 60.1676),
        ("Hauptstrase 7", 50.05),
        ("Hauptstraxe 7", 50.05),
        ("Fayette Street East 10", 39.29),
        ("10 Est Fayette St", 39.29),
        ("Rua Sao Joso 30", -30.02),
    ],
)
def test_one_letter_or_the_order_of_words_may_be_wrong(text, lat):
    found = BOOK.find(text)
    assert isinstance(found, Found), found
    assert (found.point.lat, found.precision) == (lat, "exact")


def test_a_street_found_by_another_spelling_is_said_to_be():
    found = [BOOK.find(text) for text in ("Mannerheimintie 10", "Manerheimintie 10")]
    assert [answer.as_written for answer in found] == [True, False]


def test_another_digit_or_a_letter_of_a_short_word_is_another_street():
    book = AddressBook([house("45th Street", "1"), house("Avenue A", "1"), house("Bay Road", "1")])
    for text in ("46th Street 1", "Avenue B 1", "Day Road 1"):
        assert book.find(text) == "no street"


def test_of_two_streets_one_letter_off_the_one_with_the_number_is_meant():
    book = AddressBook([house("Lake Street", "7"), house("Lane Street", "9", 60.2)])
    assert book.find("Lare Street 9").point.lat == 60.2
    assert book.find("Lare Street 8") == "ambiguous"
    both = AddressBook([house("Lake Street", "7"), house("Lane Street", "7", 60.2)])
    assert both.find("Lare Street 7") == "ambiguous"
    assert {choice.label for choice in both.choices("Lare Street 7")} == {
        "Lake Street 7",
        "Lane Street 7",
    }


def test_the_choices_of_an_ambiguous_address_are_its_houses():
    labels = [choice.label for choice in BOOK.choices("Hauptstraße 5")]
    assert labels == ["Hauptstraße 5, 95444 Bayreuth", "Hauptstraße 5, 95463 Bindlach"]
    assert BOOK.choices("Nowhere 5") == ()


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("15-17", "15"), ("15-17", "17"), ("15", "15-17"), ("15A", "15 a"), ("15-A", "15a"),
        ("21号", "21"), ("21", "21号"), ("88号", "88号院"), ("5号楼", "5"), ("7栋", "7号楼"),
        ("123弄45号", "123弄45号6室"), ("88号5号楼", "88号5栋1201室"), ("21号", "21号3楼"),
        ("21号", "21号2单元301室"),
    ],
)  # fmt: skip
def test_a_number_is_the_same_however_it_is_written(written, number):
    found = AddressBook([house("南京东路", written)]).find(f"上海市南京东路{number}")
    assert isinstance(found, Found), found
    assert found.precision == "exact"


@pytest.mark.parametrize("other", ["123弄46号", "123", "21号", "123弄4号"])
def test_another_house_of_a_lane_is_not_the_same(other):
    found = AddressBook([house("南京东路", "123弄45号")]).find(f"南京东路{other}")
    assert not (isinstance(found, Found) and found.precision == "exact")


def test_another_chinese_town_is_told_apart_by_two_signs():
    book = AddressBook([house("中山路", "5", city="上海市")])
    assert isinstance(book.find("上海市黄浦区中山路5号"), Found)
    assert book.find("北京市海淀区中山路5号") == "another town"


@pytest.mark.parametrize(
    "text",
    [
        "Kaivokatu 9 apt 4, Helsinki", "Kaivokatu 9 #12, Helsinki", "Kaivokatu 9, Flat 2b",
        "9 Kaivokatu, 2nd floor, Helsinki", "Unit 5, 9 Kaivokatu, Helsinki", "00100, 9 Kaivokatu",
        "9 Kaivokatu 00100", "Helsinki 00100 Kaivokatu 9", "Kaivokatu 9 00100 Helsinki",
    ],
)  # fmt: skip
def test_flats_and_postcodes_around_the_house_do_not_hide_it(text):
    book = AddressBook([house("Kaivokatu", "9", city="Helsinki", postcode="00100")])
    assert isinstance(book.find(text), Found), book.find(text)


def test_a_missing_number_lies_between_its_neighbours_in_proportion():
    book = AddressBook([house("Kaivokatu", "2", 60.170), house("Kaivokatu", "8", 60.173)])
    found = book.find("Kaivokatu 4")
    assert (found.point.lat, found.precision) == (pytest.approx(60.171), "interpolated")


def test_neighbours_a_kilometre_apart_are_not_on_one_street():
    book = AddressBook([house("Kaivokatu", "2", 60.17), house("Kaivokatu", "6", 60.19)])
    assert book.find("Kaivokatu 4") == "ambiguous"


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
