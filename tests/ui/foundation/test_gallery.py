from __future__ import annotations

import pytest

from tests.ui.gallery import LOOKS, PAGES
from tests.ui.screen_check import assert_screen_ok


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("page", ["pieces", "form", "shell"])
def test_every_page_of_the_gallery_is_whole_in_every_look(page, look, dress, shown):
    scale, contrast = LOOKS[look]
    dress(scale, contrast)
    window = shown(PAGES[page]())
    assert_screen_ok(window, (window.width(), window.height()) if page == "pieces" else (1366, 768))
