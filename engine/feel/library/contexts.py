"""Functions on contexts: get value, get entries, context put, context merge."""

from collections.abc import Mapping, Sequence

from engine.feel.library.builtin import Shelf
from engine.feel.values import Value

SHELF = Shelf()
Context = Mapping[str, Value]


@SHELF.add("get value", "m: context, key: string")
def _get_value(context: Context, key: str) -> Value:
    return context.get(key)


@SHELF.add("get entries", "m: context")
def _get_entries(context: Context) -> list[Context]:
    return [{"key": key, "value": value} for key, value in context.items()]


@SHELF.add("context", "entries: list")
def _context(entries: Sequence[Value]) -> Context | None:
    context: dict[str, Value] = {}
    for entry in entries:
        if not isinstance(entry, Mapping) or "value" not in entry:
            return None
        key = entry.get("key")
        if not isinstance(key, str) or key in context:
            return None
        context[key] = entry["value"]
    return context


@SHELF.add("context put", "context: context, key: string, value: any")
def _put(context: Context, key: str, value: Value) -> Context:
    return {**context, key: value}


@SHELF.add("context put", "context: context, keys: list, value: any")
def _put_deep(context: Context, keys: Sequence[Value], value: Value) -> Context | None:
    if not keys or not isinstance(keys[0], str):
        return None
    if len(keys) == 1:
        return {**context, keys[0]: value}
    inner = context.get(keys[0])
    changed = _put_deep(inner, keys[1:], value) if isinstance(inner, Mapping) else None
    return None if changed is None else {**context, keys[0]: changed}


@SHELF.add("context merge", "contexts: list")
def _merge(contexts: Sequence[Value]) -> Context | None:
    merged: dict[str, Value] = {}
    for context in contexts:
        if not isinstance(context, Mapping):
            return None
        merged |= context
    return merged
