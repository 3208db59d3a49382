"""A form as GOV.UK HTML: one template for each kind of field, in the order of the page.

A question that one option decides is drawn under that option; others that are not asked yet are
left out, and a button asks for them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NotRequired, TypedDict

from flask import current_app
from jinja2 import Environment
from markupsafe import Markup, escape

from engine.forms.asked import Question, Seen, ask
from engine.forms.fields import Field, Form, Raw, flat
from engine.forms.files import TYPES, kept_before, spelt
from engine.forms.posted import rows_of
from engine.forms.text import printable
from engine.forms.words import Block


class Item(TypedDict):
    """One thing to choose or tick, as the macros of GOV.UK take it."""

    value: str
    text: str
    checked: bool
    conditional: NotRequired[Mapping[str, Markup]]  # what the choice reveals


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
    typed: str | Mapping[str, str] = ""
    items: tuple[Item, ...] = ()
    wrong: tuple[str, ...] = ()
    inside: Markup | None = None
    rows: tuple[Markup, ...] = ()
    blocks: tuple[Block, ...] = ()
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
    raw: Raw,
    facts: Mapping[str, object],
    problems: Mapping[str, str],
    environment: Environment,
) -> Markup:
    """Every question this person is asked, with what they typed and what is wrong with it."""
    rows = {one.key: rows_of(raw.get(one.key)) for one in flat(form.fields) if _repeats(one)}
    page = _Page(environment, problems)
    html = page.level(ask(form, {**raw, **rows}, facts).questions, deep=False)
    # the first button in a form answers the Enter key, and that must not be "Remove"
    return (page.template("fields/continue.html") if page.has_buttons else Markup("")) + html


def summary_items(
    form: Form, problems: Mapping[str, str], raw: Raw | None = None
) -> list[dict[str, str]]:
    """The error summary in the order of the page, each linked to the first input to mend."""
    order = list(_arranged(form.fields))
    paths = sorted(problems, key=lambda path: _place(order, path))
    return [{"text": problems[path], **_link(order, path, raw or {})} for path in paths]


def draw(form: Form, raw: Raw, facts: Mapping[str, object], problems: Mapping[str, str]) -> Markup:
    """`fields_html` with the templates of the running application."""
    return fields_html(form, raw, facts, problems, current_app.jinja_env)


def summary(
    form: Form,
    raw: Raw,
    facts: Mapping[str, object],  # noqa: ARG001 - asked for as `draw` asks, so that neither is mistaken
    problems: Mapping[str, str],
) -> list[dict[str, str]]:
    """`summary_items` of a page that was drawn from the same answers."""
    return summary_items(form, problems, raw)


def anchor(action: str, changed: Raw | None = None) -> str | None:
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

    def template(self, name: str, **given: object) -> Markup:
        return Markup(self.environment.get_template(name).render(**given))  # noqa: S704 - rendered with autoescape

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
                html += self.template("fields/update.html", first=not self.updates, decided=decided)
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
            wrong=one.field.kind.wrong_parts(one.raw) if one.path in self.problems else (),
            inside=self._inside(one, deep=deep),
            rows=tuple(self.level(row.questions, deep=True) for row in one.rows),
            blocks=one.blocks,
            kept=held["name"] if (held := kept_before(one.raw)) else None,
        )
        self.has_buttons |= _repeats(one.field) or drawn.kept is not None
        return self.template(one.field.kind.template, q=drawn)

    def _inside(self, one: Question, *, deep: bool) -> Markup | None:
        if not one.field.kind.flattens:
            return None
        return self.level(one.members, deep=deep, revealed=one.seen is Seen.HIDDEN)

    def _items(self, one: Question, under: Under) -> Iterator[Item]:
        chosen = _chosen(one.raw)
        for option in one.field.kind.items(one.label, one.options):
            value = option.value
            item: Item = {"value": value, "text": option.label, "checked": value in chosen}
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
        items = decider.field.kind.items(decider.label, decider.options)
        if reveal.value in {item.value for item in items}:
            under.setdefault(reveal.key, {}).setdefault(reveal.value, []).append(one)
    return under


def _repeats(field: Field) -> bool:
    return field.kind.repeats


def _typed(field: Field, raw: object) -> str | Mapping[str, str]:
    """An answer as its input shows it, whether typed just now or kept as a value."""
    typed = field.kind.typed(raw)
    if not isinstance(typed, str):
        return {part: printable(text) for part, text in typed.items()}
    # written as references, line breaks survive the indenting of the markup around them
    return Markup("&#10;").join(escape(line) for line in printable(typed).split("\n"))


def _chosen(raw: object) -> set[str]:
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
    if field.kind.flattens:
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


def _link(order: list[Field], path: str, raw: object) -> dict[str, str]:
    key, _, rest = path.partition(".")
    field = next((field for field in order if field.key == key), None)
    if field is None:
        return {}
    given = raw.get(key) if isinstance(raw, Mapping) else None
    if not rest:
        first = "".join(f"-{part}" for part in field.kind.wrong_parts(given)[:1])
        return {"href": f"#{key}{first}"}
    number, _, inner = rest.partition(".")
    row = given[int(number)] if isinstance(given, list) and int(number) < len(given) else {}
    found = _link(list(_arranged(field.children)), inner, row)
    return {name: f"#{key}-{number}-{href[1:]}" for name, href in found.items()}
