"""Letter keys under a Hangul input method: which key produces which character.

On the standard two-set keyboard (KS X 5002) every jamo is on a letter's key. Where a screen waits
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
    """Return the letter on a jamo's key; empty when there is none."""
    return _PLACES.get(key, "")
