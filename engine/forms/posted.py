"""The body of a request as structured answers, and the buttons that add or remove a row.

Nothing is judged here: names the form does not know are kept, so that `check` can refuse them.
"""

import re
from collections.abc import Mapping, Sequence

from engine.forms.fields import MAX_ROWS, Field, Form, Raw, flat
from engine.forms.files import in_place_of, is_kept, is_upload
from engine.forms.text import is_blank

# what a page sends that is no answer; a form may not use these as keys
CONTROLS = frozenset({"csrf_token", "action", "revision", "amend_seen", "amend_reason"})
_ROW = re.compile(r"(0|[1-9][0-9]{0,2})-(.+)", re.DOTALL)
_COUNT = re.compile(r"[0-9]{1,3}")

Posted = Mapping[str, Sequence[str]]
PostedFile = tuple[str, bytes, str]


def decode(form: Form, fields: Posted, files: Mapping[str, PostedFile]) -> dict[str, object]:
    """The body's answers in the shape of the form, as typed."""
    raw: dict[str, object] = {}
    fields_by_key = form.by_key()
    for name, values in fields.items():
        if name not in CONTROLS:
            _place(fields_by_key, raw, name, list(values))
    for name, (filename, content, media_type) in files.items():
        upload = {"name": filename, "content": content, "media_type": media_type}
        if filename or content:
            _place(fields_by_key, raw, name, [upload])
    return raw


def keep_files(form: Form, raw: Raw, earlier_answers: Raw) -> dict[str, object]:
    """Raw answers with the files kept from before, where no new one that will do was handed in."""
    return _keep(form.by_key(), raw, earlier_answers)


def act(form: Form, raw: Raw, action: str) -> dict[str, object] | None:
    """Raw answers after a button of a repeating group or a file; None when it is not one of ours.

    `add-posts`, `remove-posts-0`, `drop-terms`, `drop-posts-0-terms`; `update` only redraws.
    """
    verb, _, rest = action.partition("-")
    if action == "update":
        return dict(raw)
    if verb == "drop":
        return _drop(form.by_key(), raw, rest)
    key, _, number = rest.partition("-")
    field = form.by_key().get(key)
    if field is None or not field.kind.repeats:
        return None
    rows = rows_of(raw.get(key))
    if verb == "add" and not number:
        return {**raw, key: [*rows, {}][:MAX_ROWS]}
    if verb == "remove" and number.isdecimal() and number.isascii():
        return {**raw, key: [row for index, row in enumerate(rows) if index != int(number)]}
    return None


def rows_of(raw: object) -> list[object]:
    """The rows to draw for a repeating group: one blank row until somebody says otherwise."""
    return list(raw) if isinstance(raw, list | tuple) else [{}]


def _place(
    fields: Mapping[str, Field], into: dict[str, object], name: str, values: list[object]
) -> None:
    head, _, rest = name.partition("-")
    field = fields.get(head)
    if field is None:
        into[name] = _only_value(values)
    elif field.kind.repeats:
        _place_in_rows(field, into, name, values)
    elif rest in field.kind.parts:
        parts = into.get(head)
        into[head] = {**(parts if isinstance(parts, dict) else {}), rest: _only_value(values)}
    elif rest:
        into[name] = _only_value(values)
    else:
        into[head] = values if field.kind.takes_several else _only_value(values)


def _place_in_rows(field: Field, into: dict[str, object], name: str, values: list[object]) -> None:
    rest = name.removeprefix(field.key).removeprefix("-")
    if name == field.key and _COUNT.fullmatch(str(values[-1:] and values[-1])):
        _grow(into, field.key, int(str(values[-1])))  # the page says how many rows it had
        return
    row = _ROW.fullmatch(rest)
    if row is None or int(row[1]) > MAX_ROWS:
        into[name] = _only_value(values)
        return
    rows = _grow(into, field.key, int(row[1]) + 1)
    children = {child.key: child for child in flat(field.children) if child.asks}
    _place(children, rows[int(row[1])], row[2], values)


def _grow(into: dict[str, object], key: str, count: int) -> list[dict[str, object]]:
    answer = into.get(key)
    old_rows = answer if isinstance(answer, list) else []
    rows = [row for row in old_rows if isinstance(row, dict)]
    if len(rows) < len(old_rows):
        rows = []
    rows += [{} for _ in range(min(count, MAX_ROWS + 1) - len(rows))]
    into[key] = rows
    return rows


def _only_value(values: list[object]) -> object:
    return values[0] if len(values) == 1 else values


def _keep(fields: Mapping[str, Field], raw: Raw, earlier_answers: Raw) -> dict[str, object]:
    answers = dict(raw)
    for key, field in fields.items():
        earlier_answer, new = earlier_answers.get(key), raw.get(key)
        if field.kind.takes_file and is_kept(earlier_answer):
            answers[key] = earlier_answer if is_blank(new) else new
            if is_upload(new):
                answers[key] = in_place_of(new, earlier_answer)
        elif field.kind.repeats and isinstance(new, list):
            earlier_rows = earlier_answer if isinstance(earlier_answer, list) else []
            answers[key] = _keep_rows(field, new, earlier_rows)
    return answers


def _keep_rows(field: Field, rows: list[object], earlier_rows: list[object]) -> list[object]:
    children = {child.key: child for child in flat(field.children) if child.asks}
    padded_rows = [*earlier_rows, *({} for _ in rows)]
    return [
        _keep(children, row, old) if isinstance(row, dict) and isinstance(old, dict) else row
        for row, old in zip(rows, padded_rows, strict=False)
    ]


def _drop(fields: Mapping[str, Field], raw: Raw, name: str) -> dict[str, object] | None:
    head, _, rest = name.partition("-")
    field = fields.get(head)
    if field is not None and field.kind.takes_file and not rest:
        return {key: value for key, value in raw.items() if key != head}
    row = _ROW.fullmatch(rest)
    if field is None or not field.kind.repeats or row is None:
        return None
    rows = rows_of(raw.get(head))
    children = {child.key: child for child in flat(field.children) if child.asks}
    index = int(row[1])
    answers = rows[index] if index < len(rows) else None
    inner = _drop(children, answers, row[2]) if isinstance(answers, dict) else None
    return None if inner is None else {**raw, head: [*rows[:index], inner, *rows[index + 1 :]]}
