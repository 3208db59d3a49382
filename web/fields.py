"""A form as GOV.UK HTML: one template for each kind of field, in the order of the page.

A question that one option decides is drawn under that option; others that are not asked yet are
left out, and a button asks for them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import current_app
from jinja2 import Environment
from markupsafe import Markup, escape

from engine.forms.asked import Question, Seen, ask
from engine.forms.dates import date_parts, wrong_parts
from engine.forms.fields import Field, Form, flat
from engine.forms.files import TYPES, kept_before, spelt
from engine.forms.numbers import plain
from engine.forms.posted import rows_of
from engine.forms.text import printable

Under = Mapping[str, list[Question]]  # option value -> the questions it reveals


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a field's template is given."""

    field: Field
    id: str
    label: str
    hint: str
    error: str | None
    deep: bool  # inside a row or a reveal, where labels are smaller
    typed: Any = None
    items: tuple[dict[str, Any], ...] = ()
    wrong: tuple[str, ...] = ()
    inside: Markup | None = None
    rows: tuple[Markup, ...] = ()
    blocks: tuple[Any, ...] = ()
    kept: str | None = None

    @property
    def reveals(self) -> bool:
        """Whether any of its options has a question under it."""
        return any("conditional" in item for item in self.items)

    @property
    def files(self) -> tuple[str, str]:
        """The kinds of file it takes: for the browser, and in words."""
        kinds = self.field.limits.accepts or tuple(TYPES)
        endings = [f".{kind}" for kind in kinds] + [".jpeg"] * ("jpg" in kinds)
        return ",".join(endings), spelt(kinds)


def fields_html(
    form: Form,
    raw: Mapping[str, Any],
    facts: Mapping[str, Any],
    problems: Mapping[str, str],
    environment: Environment,
) -> Markup:
    """Every question this person is asked, with what they typed and what is wrong with it."""
    rows = {one.key: rows_of(raw.get(one.key)) for one in flat(form.fields) if _repeats(one)}
    page = _Page(environment, problems)
    html = page.level(ask(form, {**raw, **rows}, facts).questions, deep=False)
    # the first button in a form answers the Enter key, and that must not be "Remove"
    return (page.template("continue") if page.has_buttons else Markup("")) + html


def summary_items(
    form: Form, problems: Mapping[str, str], raw: Mapping[str, Any] | None = None
) -> list[dict[str, str]]:
    """The error summary in the order of the page, each linked to the first input to mend."""
    order = list(_arranged(form.fields))
    paths = sorted(problems, key=lambda path: _place(order, path))
    return [{"text": problems[path], **_link(order, path, raw or {})} for path in paths]


def draw(
    form: Form, raw: Mapping[str, Any], facts: Mapping[str, Any], problems: Mapping[str, str]
) -> Markup:
    """`fields_html` with the templates of the running application."""
    return fields_html(form, raw, facts, problems, current_app.jinja_env)


def summary(
    form: Form,
    raw: Mapping[str, Any],
    facts: Mapping[str, Any],  # noqa: ARG001 - asked for as `draw` asks, so that neither is mistaken
    problems: Mapping[str, str],
) -> list[dict[str, str]]:
    """`summary_items` of a page that was drawn from the same answers."""
    return summary_items(form, problems, raw)


def anchor(action: str, changed: Mapping[str, Any] | None = None) -> str | None:
    """Where on the page to come back to after a button: a row just added, or what is left."""
    verb, _, rest = action.partition("-")
    if verb == "update":
        return "more-questions"
    target = rest.partition("-")[0] if verb in {"add", "remove"} else rest
    rows = (changed or {}).get(target)
    if verb == "add" and isinstance(rows, list) and rows:
        target = f"{target}-{len(rows) - 1}"
    return target if re.fullmatch(r"[A-Za-z0-9_-]{1,200}", target) else None


@dataclass(slots=True)
class _Page:
    environment: Environment
    problems: Mapping[str, str]
    has_buttons: bool = False
    updates: bool = False

    def template(self, kind: str, **given: Any) -> Markup:
        return Markup(self.environment.get_template(f"fields/{kind}.html").render(**given))  # noqa: S704 - rendered with autoescape

    def level(
        self, questions: tuple[Question, ...], *, deep: bool, revealed: bool = False
    ) -> Markup:
        """Questions that stand side by side, each with those that its options reveal."""
        under = _under(questions)
        homed = {id(one) for places in under.values() for many in places.values() for one in many}
        left_out = [q for q in questions if q.seen is Seen.HIDDEN and id(q) not in homed]
        decided = all(one.decided for one in left_out)
        html, waiting = Markup(""), False
        for one in questions:
            if id(one) in homed or one.seen is Seen.NEVER:
                continue
            if one.seen is Seen.ASKED or revealed:
                waiting = False
                html += self.draw(one, under.get(one.field.key, {}), deep=deep)
            elif not waiting:
                html += self.template("update", first=not self.updates, decided=decided)
                waiting = self.updates = self.has_buttons = True
        return html

    def draw(self, one: Question, under: Under, *, deep: bool) -> Markup:
        name = one.path.replace(".", "-")
        drawn = Drawn(
            one.field,
            name,
            one.label,
            one.hint,
            self.problems.get(one.path),
            deep,
            typed=_typed(one.field, one.raw),
            items=tuple(self._items(one, under)),
            wrong=wrong_parts(one.raw) if one.path in self.problems else (),
            inside=self._inside(one, deep=deep),
            rows=tuple(self.level(row.questions, deep=True) for row in one.rows),
            blocks=one.blocks,
            kept=held["name"] if (held := kept_before(one.raw)) else None,
        )
        self.has_buttons |= _repeats(one.field) or drawn.kept is not None
        return self.template(one.field.kind, q=drawn)

    def _inside(self, one: Question, *, deep: bool) -> Markup | None:
        if one.field.kind != "group":
            return None
        return self.level(one.members, deep=deep, revealed=one.seen is Seen.HIDDEN)

    def _items(self, one: Question, under: Under) -> Iterator[dict[str, Any]]:
        chosen = _chosen(one.raw)
        labels = [(option.value, option.label) for option in one.options]
        if one.field.kind == "checkbox":
            labels = [("yes", one.label)]
        for value, label in labels:
            item: dict[str, Any] = {"value": value, "text": label, "checked": value in chosen}
            if value in under:
                inner = self.level(tuple(under[value]), deep=True, revealed=True)
                item["conditional"] = {"html": inner}
            yield item


def _under(questions: tuple[Question, ...]) -> dict[str, dict[str, list[Question]]]:
    """For each question that decides, the questions under each of its options."""
    deciders = {one.field.key: one for one in questions if one.seen is Seen.ASKED}
    under: dict[str, dict[str, list[Question]]] = {}
    for one in questions:
        reveal = one.field.reveal
        decider = deciders.get(reveal.key) if reveal else None
        if reveal is None or decider is None or one.seen is Seen.NEVER:
            continue
        offered = {option.value for option in decider.options}
        if reveal.value in offered or decider.field.kind == "checkbox":
            under.setdefault(reveal.key, {}).setdefault(reveal.value, []).append(one)
    return under


def _repeats(field: Field) -> bool:
    return field.kind == "dynamiclist"


def _typed(field: Field, raw: Any) -> Any:
    """An answer as its input shows it, whether typed just now or kept as a value."""
    if field.kind == "date":
        return {part: printable(text) for part, text in (date_parts(raw) or {}).items()}
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    if isinstance(raw, Decimal | int):
        return f"{raw:.2f}" if field.kind == "money" else plain(Decimal(raw))
    if not isinstance(raw, str):
        return ""
    text = printable(raw.replace("\r\n", "\n"))
    # written as references, line breaks survive the indenting of the markup around them
    return Markup("&#10;").join(escape(line) for line in text.split("\n"))


def _chosen(raw: Any) -> set[str]:
    many = raw if isinstance(raw, list | tuple) else [raw]
    words = {True: "yes", False: "no"}
    return {words[one] if isinstance(one, bool) else str(one) for one in many if one is not None}


def _arranged(fields: tuple[Field, ...]) -> Iterator[Field]:
    """The questions in the order of the page: each revealed one after the one that decides it."""
    for field in fields:
        if field.reveal:
            continue
        yield from _with_inner(field)
        yield from (
            inner
            for other in fields
            if other.reveal and other.reveal.key == field.key
            for inner in _with_inner(other)
        )


def _with_inner(field: Field) -> Iterator[Field]:
    if field.kind == "group":
        yield from _arranged(field.children)
    elif field.asks:
        yield field


def _place(order: list[Field], path: str) -> tuple[int, int, int]:
    key, _, rest = path.partition(".")
    at = next((at for at, field in enumerate(order) if field.key == key), len(order))
    number, _, inner = rest.partition(".")
    if at == len(order) or not inner:
        return at, -1, 0
    return at, int(number), _place(list(_arranged(order[at].children)), inner)[0]


def _link(order: list[Field], path: str, raw: Any) -> dict[str, str]:
    key, _, rest = path.partition(".")
    field = next((field for field in order if field.key == key), None)
    if field is None:
        return {}
    given = raw.get(key) if isinstance(raw, Mapping) else None
    if not rest:
        part = f"-{wrong_parts(given)[0]}" if field.kind == "date" else ""
        return {"href": f"#{key}{part}"}
    number, _, inner = rest.partition(".")
    row = given[int(number)] if isinstance(given, list) and int(number) < len(given) else {}
    found = _link(list(_arranged(field.children)), inner, row)
    return {name: f"#{key}-{number}-{href[1:]}" for name, href in found.items()}
