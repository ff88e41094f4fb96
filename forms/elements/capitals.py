"""Amounts of money in Chinese financial capitals (大写金额), as receipts and contracts write them beside the digits.

Rules: 会计基础工作规范 art. 52 and 支付结算办法 annex 1. An amount that ends with 元 or 角 is closed by 整, one with 分
is not. Zeros between digits are one 零, also after 元 where the last digit before it is 0, or the 角 are 0.
"""

from __future__ import annotations

import re

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ((10**8, "亿"), (10**4, "万"))
_AMOUNT = re.compile(r"(-?)(\d+)(?:\.(\d{1,2})0*)?", re.ASCII)
_MOST_DIGITS = 16


def capitals(amount: str) -> str:
    """`amount` (decimal text, in yuan) in capitals, without 人民币: `1680.32` is 壹仟陆佰捌拾元零叁角贰分.

    Empty for text that is no amount to the 分 or has more than 16 digits before the point, which no name reaches.
    """
    found = _AMOUNT.fullmatch(amount)
    if found is None or len(found[2].lstrip("0")) > _MOST_DIGITS:
        return ""
    yuan, fen = int(found[2]), int((found[3] or "").ljust(2, "0"))
    sign = "负" if found[1] and (yuan or fen) else ""
    if not fen:
        return f"{sign}{_whole(yuan)}元整"
    return sign + (f"{_whole(yuan)}元" if yuan else "") + _fraction(yuan, *divmod(fen, 10))


def _fraction(yuan: int, jiao: int, fen: int) -> str:
    """角 and 分 of an amount that has some."""
    zero = _DIGITS[0] if yuan and (jiao == 0 or yuan % 10 == 0) else ""
    if not fen:
        return f"{zero}{_DIGITS[jiao]}角整"
    return zero + (f"{_DIGITS[jiao]}角" if jiao else "") + f"{_DIGITS[fen]}分"


def _whole(number: int) -> str:
    """A whole number below 10^16, grouped by 万 and 亿."""
    for size, name in _GROUPS:
        if number >= size:
            high, low = divmod(number, size)
            zero = _DIGITS[0] if 0 < low < size // 10 else ""
            return f"{_whole(high)}{name}{zero}{_whole(low) if low else ''}"
    return _below_ten_thousand(number)


def _below_ten_thousand(number: int) -> str:
    spelled = "".join(
        _DIGITS[int(digit)] + (place if digit != "0" else "")
        for digit, place in zip(f"{number:04}", _PLACES, strict=True)
    )
    return re.sub("零+", "零", spelled).strip("零") or _DIGITS[0]
