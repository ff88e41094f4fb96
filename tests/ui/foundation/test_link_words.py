"""The link chip says what stands between the window and the centre, and no more than is known."""

from __future__ import annotations

import pytest

from client.store.rows import OutboxSummary
from client.ui.window.link_words import link_words
from forms.message import Message, message
from sync.link import Link, LinkState

NOTHING_WAITS = OutboxSummary(operations=0, applications=0, scans=0, scan_bytes=0, oldest_wall=0, quarantined=0)


@pytest.mark.parametrize(
    ("told", "short"),
    [
        (message("sync.portal"), "网络要求登录"),
        (message("sync.redirected"), "网络要求登录"),
        (message("sync.proxy_sign_in"), "代理未放行"),
        (message("sync.certificate"), "安全连接失败"),
        (message("sync.not_our_server", status=404), "不是审批中心"),
        (message("sync.address_wrong", address="centre"), "不是审批中心"),
        (None, "不是审批中心"),
    ],
)
def test_what_is_not_our_server_is_called_what_it_is(desk_app: object, told: Message | None, short: str) -> None:
    words = link_words(Link(state=LinkState.NOT_OUR_SERVER, message=told), NOTHING_WAITS)
    assert (words.short, words.level) == (short, "danger")
    assert words.text.startswith(f"{short} · ")


def test_a_message_of_a_good_link_does_not_change_its_name(desk_app: object) -> None:
    words = link_words(Link(state=LinkState.ONLINE, message=message("sync.clock_off", minutes=9)), NOTHING_WAITS)
    assert words.short == "在线"
