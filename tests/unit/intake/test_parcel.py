"""What is sent becomes the files of a day folder, or is refused before it is unpacked."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from visitplan.errors import InputError
from visitplan.intake.parcel import HIGHEST_RATIO, RATIO_FROM, Sent, unpacked


def a_zip(files: Mapping[str, bytes]) -> Sent:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return Sent("day.zip", held.getvalue())


def problems(*sent: Sent) -> list[str]:
    with pytest.raises(InputError) as refused:
        unpacked(sent)
    return [finding.problem for finding in refused.value.findings]


def test_files_are_taken_one_by_one_or_out_of_a_zip() -> None:
    files = {"day.toml": b"1", "cases.csv": b"2", "lender.toml": b"3"}
    singly = unpacked(Sent(*each) for each in files.items())
    zipped = unpacked([a_zip({f"town/{name}": each for name, each in files.items()})])
    assert singly.files == zipped.files == files


def test_a_sender_s_path_leads_nowhere() -> None:
    parcel = unpacked([a_zip({"../../day.toml": b"1"}), Sent("C:\\x\\cases.csv", b"2")])
    assert parcel.files == {"day.toml": b"1", "cases.csv": b"2"}


def test_what_no_day_folder_has_is_left_out_and_told() -> None:
    parcel = unpacked([Sent("day.toml", b"1"), Sent("README.md", b"2"), Sent("cases.exe", b"3")])
    assert list(parcel.files) == ["day.toml"]
    assert parcel.ignored == ("README.md", "cases.exe")


def test_one_file_twice_is_refused() -> None:
    assert problems(Sent("day.toml", b"1"), a_zip({"day.toml": b"2"})) == ["was sent twice"]


def test_nothing_to_take_is_refused() -> None:
    assert problems(Sent("notes.txt", b"1")) == ["no file of a day was sent"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"\x00" * 100])
def test_a_zip_that_is_none_is_refused(content: bytes) -> None:
    assert "is no whole zip" in problems(Sent("day.zip", content))


def test_a_zip_bomb_is_refused_before_it_goes_off() -> None:
    bomb = a_zip({"cases.csv": b"0" * (RATIO_FROM * HIGHEST_RATIO // 50)})
    assert len(bomb.content) < 10_000
    assert "has a file that unpacks to more than 100 times its size" in problems(bomb)


def test_a_zip_of_very_many_files_is_refused() -> None:
    crowd = a_zip({f"{number}.toml": b"" for number in range(1_001)})
    assert "unpacks to more than 200 MB or 1,000 files" in problems(crowd)
