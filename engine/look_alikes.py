"""Letters of other alphabets that look like Latin ones, and Latin letters written in another way.

The look-alikes are those of Unicode Technical Standard 39 that imitate Latin letters.
"""

_IMITATED = {
    "a": "\u0430\u0251\u03b1",
    "b": "\u044c\u0432\u0299\u0185",
    "c": "\u0441\u03f2\u1d04",
    "d": "\u0501\u0257",
    "e": "\u0435\u0454\u03b5\u04bd\u212e",
    "f": "\u0192",
    "g": "\u0261\u0581",
    "h": "\u04bb\u043d\u0570\u029c",
    "i": "\u0456\u0131\u03b9",
    "j": "\u0458\u03f3",
    "k": "\u043a\u03ba\u1d0b",
    "l": "\u04cf\u01c0",
    "m": "\u043c\u028d\u1d0d",
    "n": "\u043f\u0578\u03b7\u0274",
    "o": "\u043e\u03bf\u03c3\u0585\u1d0f",
    "p": "\u0440\u03c1",
    "q": "\u051b",
    "r": "\u0433\u1d26\u0280",
    "s": "\u0455\ua731",
    "t": "\u0442\u03c4\u1d1b",
    "u": "\u03c5\u057d\u1d1c",
    "v": "\u0475\u03bd\u1d20",
    "w": "\u051d\u0461\u03c9\u1d21",
    "x": "\u0445\u03c7\u00d7",
    "y": "\u0443\u04af\u03b3\u028f",
    "z": "\u1d22",
}
LATIN = {ord(one): latin for latin, like in _IMITATED.items() for one in like}
"""Small letters of other alphabets, each with the Latin one that a reader sees."""

PLAIN = {
    ord(one): plain
    for one, plain in zip(
        "\u00f8\u0142\u0111\u00f0\u0127\u00e6\u0153\u00fe",
        ("o", "l", "d", "d", "h", "ae", "oe", "th"),
        strict=True,
    )
}
"""Small letters that no accent makes, as somebody writes them who does not have them."""
