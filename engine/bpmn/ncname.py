"""Ids as XML Schema asks for them: an NCName, which a page's address can hold too.

https://www.w3.org/TR/xml-names/#NT-NCName
"""

import re

_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NCNAME = re.compile(f"[{_START}][{_START}\\-.0-9\u00b7\u0300-\u036f\u203f-\u2040]*")


def is_ncname(text: str) -> bool:
    """Whether *text* may be an id: it begins with a letter or `_`, and holds no space or `/`."""
    return _NCNAME.fullmatch(text) is not None
