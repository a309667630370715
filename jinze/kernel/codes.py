"""Codes of organisations and people with their check digits, and the masks that hide what need not be seen.

A code is checked as printed, spaces at the ends and small letters forgiven; store what `tidy` gives.
"""

import re
from dataclasses import dataclass
from datetime import date

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_VALUES = {letter: value for value, letter in enumerate(USCC_ALPHABET)}
_USCC_WEIGHTS = tuple(3**place % 31 for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_ID_WEIGHTS = tuple(2 ** (17 - place) % 11 for place in range(17))
_ID_CHECKS = "10X98765432"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a code can be right, and the reason in a sentence for the person who typed it."""

    valid: bool
    why: str

    def __bool__(self) -> bool:
        return self.valid


def tidy(code: str) -> str:
    """A code as it is stored: without spaces around it, letters large."""
    return code.strip().upper()


def uscc_check(body: str) -> str:
    """The 18th character for the first 17 of a 统一社会信用代码 (GB 32100-2015, modulus 31)."""
    total = sum(_USCC_VALUES[letter] * weight for letter, weight in zip(body, _USCC_WEIGHTS, strict=True))
    return USCC_ALPHABET[-total % 31]


def organisation_check(body: str) -> str:
    """The 9th character for the first 8 of an 组织机构代码 (GB 11714-1997); letters count from 10 on."""
    total = sum(int(letter, 36) * weight for letter, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def id_check(body: str) -> str:
    """The 18th character for the first 17 digits of a 公民身份号码 (GB 11643-1999, ISO 7064 MOD 11-2)."""
    return _ID_CHECKS[sum(int(digit) * weight for digit, weight in zip(body, _ID_WEIGHTS, strict=True)) % 11]


def check_uscc(code: str) -> Verdict:
    """Checks a 统一社会信用代码: form, the organisation code inside (places 9 to 17), the last character.

    The first two places (registering department and kind) may be letters, as for N1 or Y1; places 3 to 8 are
    the division of the department. It cannot tell whether such a body is registered.
    """
    code = tidy(code)
    if len(code) != 18:
        return Verdict(False, f"统一社会信用代码应为18位，现在是{len(code)}位")
    strange = sorted(set(code) - _USCC_VALUES.keys())
    if strange:
        return Verdict(False, f"含有不使用的字符「{'、'.join(strange)}」，代码只用数字和除I、O、S、V、Z外的大写字母")
    if not re.fullmatch("[0-9]{6}", code[2:8]):
        return Verdict(False, f"第3至8位应为登记机关行政区划数字，现在是「{code[2:8]}」")
    if organisation_check(code[8:16]) != code[16]:
        return Verdict(False, "第17位与第9至16位不符：其中的组织机构代码有误")
    if uscc_check(code[:17]) != code[17]:
        return Verdict(False, "第18位校验码与前17位不符，请核对有无抄错")
    return Verdict(True, "长度、字符、组织机构代码和校验码均相符")


def check_id_number(code: str, on: date | None = None) -> Verdict:
    """Checks a 公民身份号码: form, birth date (not after `on` if given), last character."""
    code = tidy(code)
    if len(code) != 18:
        return Verdict(False, f"公民身份号码应为18位，现在是{len(code)}位")
    if not re.fullmatch("[1-9][0-9]{16}[0-9X]", code):
        return Verdict(False, "公民身份号码前17位应为数字，末位为数字或X，首位不为0")
    born = birth_date(code)
    if born is None or (on is not None and born > on):
        return Verdict(False, f"第7至14位「{code[6:14]}」不是有效的出生日期")
    if id_check(code[:17]) != code[17]:
        return Verdict(False, "末位校验码与前17位不符，请核对有无抄错")
    return Verdict(True, "长度、出生日期和校验码均相符")


def birth_date(code: str) -> date | None:
    """The birth date in a 公民身份号码; None where places 7 to 14 are no day."""
    try:
        return date(int(code[6:10]), int(code[10:12]), int(code[12:14]))
    except ValueError:
        return None


def mask_id(code: str) -> str:
    """An ID number with the first six and last four places shown; anything of another length is hidden."""
    code = tidy(code)
    return f"{code[:6]}{'*' * 8}{code[-4:]}" if len(code) == 18 else "*" * len(code)


def mask_mobile(number: str) -> str:
    """A mobile number with the middle four hidden; of any other number only the last two places are shown."""
    number = number.strip()
    if re.fullmatch("1[0-9]{10}", number):
        return f"{number[:3]}****{number[-4:]}"
    return "*" * (len(number) - 2) + number[-2:] if len(number) > 4 else "*" * len(number)


def mask_name(name: str) -> str:
    """A person's name with only its first character shown; a name of one character is hidden."""
    name = name.strip()
    return name[0] + "*" * (len(name) - 1) if len(name) > 1 else "*" * len(name)
