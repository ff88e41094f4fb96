"""The code on every paper: `YC1|<receipt number>|<check>`. It leads back to the application and holds no personal data.

The check is the start of a SHA-256: it finds torn and misread codes, it is no secret and proves nothing.
"""

from __future__ import annotations

import hashlib
import re

from forms.elements.typed_text import code_text, shortened, tidy
from forms.journal.papers import receipt_of
from forms.message import Message, message

_FORMAT = "YC1"
_OUR_FORMAT = re.compile(r"YC\d+")
_CHECK_LENGTH = 6
_LONGEST = 60
_PAYMENT = re.compile(
    r"WXP://|WEIXIN://|ALIPAYS?://|HTTPS?://(QR\.ALIPAY\.COM|QR\.95516\.COM|PAYAPP\.WEIXIN\.QQ\.COM)/"
)
"""WeChat, Alipay and UnionPay: what applicants hold out first."""
_WEB = re.compile(r"[A-Z][A-Z0-9+.-]*://|WWW\.")
_IDENTITY = re.compile(r"[1-9][0-9]{16}[0-9X]|9[0-9A-HJ-NPQRTUWXY]{17}")
_WAYBILL = re.compile(r"[A-Z]{0,3}[0-9]{9,15}(CN)?")
"""Parcels and letters (UPU S10 with 9 digits, couriers with 12 to 15), goods; a receipt number has a dash."""
_NUMBER = re.compile(r"[A-Z0-9\u4e00-\u9fff][A-Z0-9\u4e00-\u9fff()\[\]〔〕/-]*")


def make_code(receipt_number: str) -> str:
    """The content of the QR code of a receipt."""
    return f"{_FORMAT}|{receipt_number}|{_check(receipt_number)}"


def read_code(text: str) -> str | Message:
    """The receipt number in a scanned code, or in what a clerk typed; else what is wrong with it and what to do.

    Full-width characters, spaces and lower case do not matter; the number of a paper gives the receipt it belongs to.
    """
    typed = code_text(tidy(text))
    if not typed:
        return message("receipt_code.empty")
    if "|" in typed:
        return _scanned(typed)
    if _OUR_FORMAT.fullmatch(typed):
        return message("receipt_code.torn")
    return _typed_number(typed)


def _scanned(typed: str) -> str | Message:
    form, *parts = typed.split("|")
    if not _OUR_FORMAT.fullmatch(form):
        beheaded = len(parts) == 2 and parts[1] == _check(parts[0])
        return message("receipt_code.torn") if beheaded else _foreign(typed)
    if form != _FORMAT:
        return message("receipt_code.newer")
    if len(parts) != 2 or parts[1] != _check(parts[0]):
        return message("receipt_code.torn")
    return parts[0]


def _typed_number(typed: str) -> str | Message:
    is_number = _NUMBER.fullmatch(typed) and len(typed) <= _LONGEST and any(map(str.isdecimal, typed))
    if not is_number or _IDENTITY.fullmatch(typed) or _WAYBILL.fullmatch(typed):
        return _foreign(typed)
    return receipt_of(typed)


def _foreign(typed: str) -> Message:
    """What it is instead, as far as that can be told, so that the clerk knows what to ask for."""
    if _PAYMENT.match(typed):
        return message("receipt_code.payment")
    if _WEB.match(typed):
        return message("receipt_code.web", text=shortened(typed))
    if _IDENTITY.fullmatch(typed):
        return message("receipt_code.identity")
    if _WAYBILL.fullmatch(typed):
        return message("receipt_code.waybill", text=shortened(typed))
    return message("receipt_code.foreign", text=shortened(typed))


def _check(receipt_number: str) -> str:
    digest = hashlib.sha256(f"{_FORMAT}|{receipt_number}".encode()).hexdigest()
    return digest[:_CHECK_LENGTH].upper()
