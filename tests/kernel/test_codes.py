from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinze.kernel.codes import (
    USCC_ALPHABET,
    birth_date,
    check_id_number,
    check_uscc,
    id_check,
    mask_id,
    mask_mobile,
    mask_name,
    organisation_check,
    tidy,
    uscc_check,
)


def uscc(head: str, organisation: str) -> str:
    """A code of the right structure, made from its free places."""
    body = head + organisation + organisation_check(organisation)
    return body + uscc_check(body)


HEADS = st.builds("".join, st.tuples(*[st.sampled_from(USCC_ALPHABET)] * 2, *[st.sampled_from("0123456789")] * 6))
USCCS = st.builds(uscc, HEADS, st.text(USCC_ALPHABET, min_size=8, max_size=8))
ID_NUMBERS = st.builds(
    lambda born, order: (body := f"410305{born:%Y%m%d}{order:03}") + id_check(body),
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.integers(0, 999),
)


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y43",
        uscc("91410305", "MA000001"),
        uscc("N2410305", "MF000001"),
        uscc("Y1410300", "00000001"),
        uscc("A1100000", "MB000002"),
        uscc("11410300", "41999999"),
    ],
)
def test_uscc_is_valid_whatever_department_registered_it(code: str) -> None:
    assert check_uscc(code).valid
    assert check_uscc(f"  {code.lower()} ").valid


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("", "应为18位"),
        ("91350100M000100Y4", "现在是17位"),
        ("91350100M000100Y433", "现在是19位"),
        ("91350100M000100Y4A", "第18位"),
        ("91350211M000100Y43", "第18位"),
        ("91350100M000100Y53", "第17位"),
        ("91350100O000100Y43", "「O」"),
        ("91350100I0S0100V4Z", "「I、S、V、Z」"),
        ("913501M0M000100Y43", "第3至8位"),
        ("9135010０M000100Y43", "不使用的字符"),
    ],
)
def test_a_wrong_uscc_is_told_apart_by_what_is_wrong(code: str, why: str) -> None:
    verdict = check_uscc(code)
    assert not verdict
    assert why in verdict.why


@given(USCCS, st.integers(0, 17), st.sampled_from(USCC_ALPHABET))
def test_one_mistyped_place_of_a_uscc_is_always_found(code: str, place: int, letter: str) -> None:
    assert check_uscc(code).valid
    typed = code[:place] + letter + code[place + 1 :]
    assert check_uscc(typed).valid == (typed == code)


@given(USCCS, st.integers(0, 16))
def test_two_swapped_neighbours_of_a_uscc_are_always_found(code: str, place: int) -> None:
    typed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert check_uscc(typed).valid == (typed == code)


@pytest.mark.parametrize(
    "code",
    [
        "11010519491231002X",
        "11010519491231002x",
        "440524188001010014",
        "410305198001010018",
        " 410381199006150029",
    ],
)
def test_an_id_number_with_birth_date_and_check_is_valid(code: str) -> None:
    assert check_id_number(code).valid


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("410305800101001", "现在是15位"),
        ("4103051980010100180", "现在是19位"),
        ("010305198001010018", "首位不为0"),
        ("41030519800101001A", "末位为数字或X"),
        ("4103051980010100X8", "前17位应为数字"),
        ("41030519800101001８", "末位为数字或X"),
        ("410305198002300010", "出生日期"),
        ("410305198013010010", "出生日期"),
        ("410305198101010018", "末位校验码"),
        ("410305198001010019", "末位校验码"),
    ],
)
def test_a_wrong_id_number_is_told_apart_by_what_is_wrong(code: str, why: str) -> None:
    verdict = check_id_number(code)
    assert not verdict.valid
    assert why in verdict.why


def test_a_birth_date_after_the_day_of_the_check_is_wrong() -> None:
    code = "410305199006150022"
    assert check_id_number(code, on=date(1990, 6, 15)).valid
    assert "出生日期" in check_id_number(code, on=date(1990, 6, 14)).why


@given(ID_NUMBERS, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_mistyped_place_of_an_id_number_is_always_found(code: str, place: int, letter: str) -> None:
    assert check_id_number(code).valid
    typed = code[:place] + letter + code[place + 1 :]
    assert check_id_number(typed).valid == (typed == code)


def test_birth_date_is_read_and_none_for_no_day() -> None:
    assert birth_date("410305198001010018") == date(1980, 1, 1)
    assert birth_date("410305198000000018") is None


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (mask_id("410305198001010018"), "410305********0018"),
        (mask_id("11010519491231002x"), "110105********002X"),
        (mask_id("410305800101001"), "***************"),
        (mask_mobile("13800000001"), "138****0001"),
        (mask_mobile("037900000012"), "**********12"),
        (mask_mobile("0001"), "****"),
        (mask_name("示例甲"), "示**"),
        (mask_name("示例"), "示*"),
        (mask_name("示"), "*"),
        (mask_name(""), ""),
    ],
)
def test_a_mask_shows_only_these_places(shown: str, expected: str) -> None:
    assert shown == expected


def test_tidy_gives_the_form_that_is_stored() -> None:
    assert tidy(" 91350100m000100y43\n") == "91350100M000100Y43"
