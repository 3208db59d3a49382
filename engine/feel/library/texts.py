"""Functions on texts: substring, contains, split, matches, replace and their kin."""

from collections.abc import Sequence
from decimal import Decimal

from engine.feel.arithmetic import whole
from engine.feel.library.builtin import Shelf
from engine.feel.limits import Budget, fits
from engine.feel.patterns import compiled, guarded, replacement
from engine.feel.values import Value

SHELF = Shelf()


@SHELF.add("substring", "string: string, start position: number, length: number?")
def _substring(text: str, start: Decimal, length: Decimal | None) -> str | None:
    position = whole(start)
    if not position or position > len(text) or (length is not None and length < 1):
        return None
    first = position - 1 if position > 0 else max(0, len(text) + position)
    count = None if length is None else whole(length)
    return text[first:] if count is None else text[first : first + count]


@SHELF.add("string length", "string: string")
def _length(text: str) -> Decimal:
    return Decimal(len(text))


@SHELF.add("upper case", "string: string")
def _upper(text: str) -> str:
    return text.upper()


@SHELF.add("lower case", "string: string")
def _lower(text: str) -> str:
    return text.lower()


@SHELF.add("substring before", "string: string, match: string")
def _before(text: str, match: str) -> str:
    return text.partition(match)[0] if match and match in text else ""


@SHELF.add("substring after", "string: string, match: string")
def _after(text: str, match: str) -> str:
    return text.partition(match)[2] if match else text


@SHELF.add("contains", "string: string, match: string")
def _contains(text: str, match: str) -> bool:
    return match in text


@SHELF.add("starts with", "string: string, match: string")
def _starts_with(text: str, match: str) -> bool:
    return text.startswith(match)


@SHELF.add("ends with", "string: string, match: string")
def _ends_with(text: str, match: str) -> bool:
    return text.endswith(match)


@SHELF.add("string join", "list: list, delimiter: string|Null?")
def _join(items: Sequence[Value], delimiter: str | None) -> str | None:
    present = [item for item in items if item is not None]
    texts = [item for item in present if isinstance(item, str)]
    if len(texts) < len(present):
        return None
    fits(sum(map(len, texts)) + len(delimiter or "") * len(texts))
    return (delimiter or "").join(texts)


@SHELF.add("matches", "input: string, pattern: string, flags: string|Null?", budgeted=True)
def _matches(budget: Budget, text: str, pattern: str, flags: str | None) -> bool | None:
    matcher = compiled(pattern, flags or "", budget)
    if matcher is None:
        return None
    guarded(matcher, text, budget)
    return matcher.regex.search(text) is not None


@SHELF.add(
    "replace",
    "input: string, pattern: string, replacement: string, flags: string|Null?",
    budgeted=True,
)
def _replace(budget: Budget, text: str, pattern: str, new: str, flags: str | None) -> str | None:
    matcher = compiled(pattern, flags or "", budget)
    if matcher is None:
        return None
    guarded(matcher, text, budget)
    substitute = replacement(matcher, new)
    if substitute is None:
        return None
    fits((len(text) + 1) * (len(new) + 1) if len(new) > 200 else 0)
    return matcher.regex.sub(substitute, text)


@SHELF.add("split", "string: string, delimiter: string", budgeted=True)
def _split(budget: Budget, text: str, delimiter: str) -> list[str] | None:
    matcher = compiled(delimiter, "", budget)
    if matcher is None:
        return None
    guarded(matcher, text, budget)
    pieces, offset = [], 0
    for match in matcher.regex.finditer(text):
        pieces.append(text[offset : match.start()])
        offset = match.end()
    return [*pieces, text[offset:]]
