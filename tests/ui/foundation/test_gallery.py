from __future__ import annotations

import pytest

from client.ui.translation import install_translations
from tests.ui.gallery import LOOKS, PAGES
from tests.ui.kinds_page import STATES, KindsPage
from tests.ui.screen_check import assert_screen_ok


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("page", ["pieces", "form", "shell"])
def test_every_page_of_the_gallery_is_whole_in_every_look(page, look, dress, shown):
    scale, contrast = LOOKS[look]
    dress(scale, contrast)
    window = shown(PAGES[page]())
    assert_screen_ok(window, (window.width(), window.height()) if page == "pieces" else (1366, 768))


@pytest.mark.parametrize("look", ["100", "200"])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("state", STATES)
def test_every_kind_of_field_is_whole_in_both_languages(state, language, look, dress, desk_app, shown):
    dress(*LOOKS[look])
    install_translations(desk_app, language)
    window = shown(KindsPage(state, language), (1100, 768))
    assert_screen_ok(window, (1100, window.whole_height()))
