"""The colours, spaces and type sizes of the desk: the only place where any of them is written down."""

from __future__ import annotations

from dataclasses import dataclass, replace

LEVELS = ("info", "ok", "warn", "danger", "deferral", "offline")
"""What a chip, a message or a light can say; each has a colour and a soft background of the same name."""


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """One look. Colours are `#RRGGBB`, spaces and strokes px at 96 dpi, type sizes points at 100 %."""

    ink: str = "#1F2329"
    ink_2: str = "#4E5969"
    ink_3: str = "#5F6B79"
    line: str = "#DDE1E6"
    line_strong: str = "#7F8A98"
    canvas: str = "#F4F6F9"
    surface: str = "#FFFFFF"
    primary: str = "#1554AD"
    primary_hover: str = "#10458F"
    primary_pressed: str = "#0C3672"
    primary_soft: str = "#E8F0FC"
    on_primary: str = "#FFFFFF"
    info: str = "#1554AD"
    info_soft: str = "#E8F0FC"
    ok: str = "#0A7D45"
    ok_soft: str = "#E7F6EE"
    warn: str = "#9A5B00"
    warn_soft: str = "#FFF5E0"
    danger: str = "#B42318"
    danger_soft: str = "#FDECEA"
    deferral: str = "#6B3FA0"
    deferral_soft: str = "#F3EDFB"
    offline: str = "#4E5969"
    offline_soft: str = "#E9ECF0"
    disabled: str = "#9AA3AE"
    disabled_soft: str = "#EEF0F3"

    space_1: int = 4
    space_2: int = 8
    space_3: int = 12
    space_4: int = 16
    space_5: int = 24
    stroke: int = 1
    ring: int = 2
    radius: int = 4
    radius_card: int = 6
    fold_width: int = 1280

    type_base: float = 10.5
    type_small: float = 9.0
    type_section: float = 12.0
    type_title: float = 15.0
    type_number: float = 24.0
    line_factor: float = 1.5
    field_factor: float = 2.2

    def colour(self, name: str) -> str:
        """The colour called `name` (for example "ink-2" or "ok_soft"); KeyError when there is none."""
        value = getattr(self, name.replace("-", "_"), None)
        if not isinstance(value, str):
            raise KeyError(name)
        return value

    def soft(self, level: str) -> str:
        """The soft background that belongs to `level`, one of LEVELS."""
        return self.colour(f"{level}_soft")


def light() -> Tokens:
    """The everyday look."""
    return Tokens()


def high_contrast() -> Tokens:
    """The same desk for weak eyes and bad screens: text at least 7:1, strong borders, a thicker ring."""
    return replace(
        light(),
        ink="#000000",
        ink_2="#1F2329",
        ink_3="#333B45",
        line="#5A6472",
        line_strong="#1F2329",
        canvas="#FFFFFF",
        primary="#0B3A7E",
        primary_hover="#082C60",
        primary_pressed="#051E42",
        info="#0B3A7E",
        ok="#05502C",
        warn="#653B00",
        danger="#86170E",
        deferral="#4A2875",
        offline="#1F2329",
        disabled="#59626E",
        ring=3,
    )
