"""How values are written in a letter: British dates and money, lists in a sentence, plain words.

These are the only filters a template may use. A value of the wrong kind is refused by a sentence,
never printed oddly.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from jinja2 import Undefined

_LONDON = ZoneInfo("Europe/London")
_FORBIDDEN = re.compile(  # by XML; or turning the direction of the words, which a letter may not do
    "[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]|"
    "[\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
_MEANS_SOMETHING = re.compile('[&<>"\n]')
BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


class WrongKind(TypeError):
    """A tag was given a value it cannot write."""


def date(value: object) -> str:
    """3 December 2012."""
    if isinstance(value, dt.datetime):
        value = value.astimezone(_LONDON).date()
    if not isinstance(value, dt.date):
        raise WrongKind(f"'{_shown(value)}' is not a date")
    return f"{value.day} {value:%B} {value.year}"


def money(value: object) -> str:
    """£84,000.00; an amount owed the other way is written with a minus sign."""
    amount = _decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)
    sign = "\N{MINUS SIGN}" if amount < 0 else ""
    return f"{sign}\N{POUND SIGN}{abs(amount):,.2f}"


def unsigned(value: object) -> Decimal:
    """The size of an amount, whichever way it is owed."""
    return abs(_decimal(value))


def number(value: object) -> str:
    """1,234 or 2.5: no more figures than the number has."""
    text = f"{_decimal(value):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number_of(value: object, singular: str, plural: str) -> str:
    """One officer, 4 officers."""
    return f"one {singular}" if _decimal(value) == 1 else f"{number(value)} {plural}"


def list_and(value: object, key: str | None = None) -> str:
    """The items of a list as in a sentence: a, b and c."""
    items = [text(item) for item in _column(value, key)]
    return " and ".join(part for part in (", ".join(items[:-1]), *items[-1:]) if part)


def lines(value: object) -> str:
    """Each item of a list, or each line of a text, on a line of its own; blank lines left out."""
    return "\n".join(paragraphs(value))


def paragraphs(value: object) -> list[str]:
    """The parts of a text that stand on lines of their own, for a loop over them."""
    parts = _column(value, None) if isinstance(value, list) else tidy(text(value)).split("\n")
    return [text(part).strip() for part in parts if text(part).strip()]


def words(value: object) -> str:
    """A code as words: not_supported becomes not supported."""
    return text(value).replace("_", " ").strip()


def phrase(value: object) -> str:
    """A text for the middle of a sentence: on one line, with no full stop of its own."""
    return " ".join(text(value).split()).rstrip(" .;,")


def with_country(value: object, country: object) -> str:
    """The name of a body and its country, unless the name says the country already."""
    name, place = phrase(value), phrase(country)
    return name if _says(name, place) else f"{name}, {place}"


def with_office(value: object, office: object) -> str:
    """A person and the office they hold, for the middle of a sentence; an office alone once."""
    name, post = phrase(value), phrase(office)
    if _says(name, post):
        return re.sub(r"^The\b", "the", name)
    return f"{name}, {post}"


def alone(value: object) -> str:
    """A name that stands by itself, as in an address: without the article of a sentence."""
    return capital(re.sub(r"^the\s+", "", phrase(value), flags=re.IGNORECASE))


def sentence(value: object) -> str:
    """A text as a sentence: a capital first and a full stop last."""
    inner = " ".join(text(value).split())
    return capital(inner if inner.endswith((".", "?", "!", ":")) else inner.rstrip(" ;,") + ".")


def capital(value: object) -> str:
    """The first letter a capital, the others as they were."""
    inner = text(value)
    return inner[:1].upper() + inner[1:]


def yes_no(value: object) -> str:
    """Yes or No."""
    if not isinstance(value, bool):
        raise WrongKind(f"'{_shown(value)}' is neither yes nor no")
    return "Yes" if value else "No"


def upper(value: object) -> str:
    """In capitals."""
    return text(value).upper()


def lower(value: object) -> str:
    """In small letters."""
    return text(value).lower()


def _says(name: str, part: str) -> bool:
    return bool(re.search(rf"\b{re.escape(part)}\b", name, re.IGNORECASE))


def count(value: object) -> Decimal:
    """How many items a list has."""
    return Decimal(len(_column(value, None)))


FILTERS: Mapping[str, Callable[..., object]] = {
    filter_.__name__: filter_
    for filter_ in (
        *(date, money, unsigned, number, number_of, list_and, lines, paragraphs, words, phrase),
        *(sentence, with_country, with_office, alone, capital, yes_no, upper, lower, count),
    )
}


def text(value: object) -> str:
    """A value as a reader expects it when the template asks for nothing more."""
    if isinstance(value, str | Undefined):
        return str(value)  # of a missing fact this raises, and names it
    if isinstance(value, bool):
        return yes_no(value).lower()
    if isinstance(value, Decimal | int):
        return number(value)
    if isinstance(value, dt.date):
        return date(value)
    if isinstance(value, list):
        return list_and(value)
    raise WrongKind("it names a group of values; say which one, as in {{ force.name }}")


def tidy(value: str) -> str:
    """The text with one kind of line end, no tabs, and nothing that XML or Word forbids."""
    if value.isascii() and value.isprintable():
        return value
    plain = value.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return _FORBIDDEN.sub("", plain).replace("\t", " ")


def in_word(value: object) -> str:
    """What stands in a Word text element in place of a tag; line ends become line breaks."""
    plain = tidy(text(value))
    if _MEANS_SOMETHING.search(plain) is None:
        return plain
    plain = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace('"', "&#34;").replace("\n", BREAK)


def one_line(value: object) -> str:
    """What stands in a document property, which has no line breaks."""
    return " ".join(tidy(text(value)).split())


def _decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise WrongKind(f"'{_shown(value)}' is not a number")
    if isinstance(value, Decimal) and not value.is_finite():
        raise WrongKind(f"'{value}' is not a number")
    return Decimal(value)


def _column(value: object, key: str | None) -> Sequence[object]:
    if not isinstance(value, list):
        raise WrongKind(f"'{_shown(value)}' is not a list")
    return value if key is None else [item.pick(key) for item in value]


def _shown(value: object) -> str:
    return str(value)[:40] if isinstance(value, str | int | Decimal) else type(value).__name__
