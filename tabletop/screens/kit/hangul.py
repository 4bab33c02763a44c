"""Keys under a Hangul input method: what it makes of a letter's key, and which key that is.

On the standard two-set keyboard (KS X 5002) every jamo has a letter's place. Where a screen waits
for letter keys, somebody who has left the input method on presses the same ones.
"""

from __future__ import annotations

_PLACES = dict(
    zip(
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ" + "ㅃㅉㄸㄲㅆㅒㅖ",
        "qwertyuiopasdfghjklzxcvbnm" + "QWERTOP",
        strict=True,
    )
)


def letter_at(key: str) -> str:
    """The letter at the place of a jamo's key; empty when it is none."""
    return _PLACES.get(key, "")
