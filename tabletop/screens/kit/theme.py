"""The two looks of the program: ink for a dark room, paper for a bright one.

Every colour that carries text is tested for contrast on all three backgrounds. `muted` is for what
may be overlooked, `accent` for what must not be.
"""

from __future__ import annotations

from textual.theme import Theme

WIDE = 112
"""From this width on, a page has two columns."""
BROAD = 170
"""From this width on it has three, or keeps what is looked up most beside the main part."""

SLIM = 60
"""Below this width it is a phone held upright: narrow but tall."""
LOW = 22
"""Below this height it is a phone on its side: a page keeps only what must be read."""

INK = Theme(
    name="ink",
    dark=True,
    primary="#7fb4e8",
    secondary="#a9b8c8",
    accent="#e6b35a",
    foreground="#dfe5ec",
    success="#8fc99a",
    warning="#e6b35a",
    error="#f09a93",
    background="#11161d",
    surface="#19202a",
    panel="#232d39",
    variables={
        "button-focus-text-style": "bold underline",
        "muted": "#9aa8b8",
        "faint": "#44515f",
        "footer-background": "#19202a",
        "border": "#44515f",
        "border-blurred": "#33404d",
        "block-cursor-background": "#7fb4e8",
        "block-cursor-foreground": "#11161d",
        "block-cursor-blurred-background": "#2c3947",
        "block-cursor-blurred-foreground": "#dfe5ec",
        "input-selection-background": "#7fb4e8 35%",
        "scrollbar": "#344250",
        "scrollbar-background": "#161c24",
        "scrollbar-corner-color": "#161c24",
    },
)

PAPER = Theme(
    name="paper",
    dark=False,
    primary="#1c5a96",
    secondary="#4b5865",
    accent="#824a00",
    foreground="#20262c",
    success="#22652f",
    warning="#824a00",
    error="#a1262b",
    background="#f7f4ed",
    surface="#fffdf9",
    panel="#ebe6da",
    variables={
        "button-focus-text-style": "bold underline",
        "muted": "#525b65",
        "faint": "#c4bcab",
        "footer-background": "#ebe6da",
        "border": "#b3aa97",
        "border-blurred": "#cfc7b6",
        "block-cursor-background": "#1c5a96",
        "block-cursor-foreground": "#fffdf9",
        "block-cursor-blurred-background": "#dcd5c5",
        "block-cursor-blurred-foreground": "#20262c",
        "input-selection-background": "#1c5a96 25%",
        "scrollbar": "#c4bcab",
        "scrollbar-background": "#efeadf",
        "scrollbar-corner-color": "#efeadf",
    },
)

GROUNDS = ("background", "surface", "panel")
INKS = (
    "foreground",
    "primary",
    "secondary",
    "accent",
    "success",
    "warning",
    "error",
    "muted",
)

HOUSE_STYLE = """
Screen { background: $background; color: $foreground; }
* { scrollbar-size-vertical: 1; }
Tooltip { background: $panel; color: $foreground; }
ToastRack {
    dock: bottom; align: right bottom; margin: 0 0 1 0; padding: 0; scrollbar-size: 0 0;
}
Screen.-more-keys ToastRack { margin: 0 0 2 0; }
Screen.-worths ToastRack { margin: 0 0 5 0; }
Screen.-slim ToastRack, Screen.-flat ToastRack { dock: top; align: right top; margin: 0; }
Toast {
    background: $panel; color: $foreground; padding: 0 1; margin: 0; width: 100%; max-width: 100%;
}
Screen.-slim Masthead { height: 3; }
Screen.-slim OneLine#hint, Screen.-slim OneLine#news, Screen.-slim OfferLine,
Screen.-slim OneLine#speakers-line { height: 2; }
Screen.-slim Detail { height: 4; }
Screen.-slim Hotwash { padding: 1; }
Screen.-slim Hotwash Horizontal { layout: vertical; }
Input { border: none; height: 1; padding: 0 1; background: $panel; }
Input:focus { border: none; background: $block-cursor-blurred-background; }
Input > .input--placeholder { color: $muted; }
OptionList { border: none; padding: 0; background: transparent; }
OptionList:focus { border: none; background-tint: $foreground 0%; }
OptionList > .option-list--option { padding: 0 1; }
OptionList > .option-list--option-disabled { color: $muted; }
OptionList > .option-list--option-highlighted { background: $panel; color: $foreground; }
OptionList:focus > .option-list--option-highlighted {
    background: $block-cursor-blurred-background; color: $foreground; text-style: bold;
}
"""
"""What every screen shares; the rest is with each widget.

Notices go above the keys at the foot, which are pressed next, and above what packages are worth,
which such a key may just have changed. On a phone they cover the head, as
those of its page do: everything below it is being read or tapped.
"""
