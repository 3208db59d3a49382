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
    group: NotRequired[str]  # the heading it stands under
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
    suggestions: tuple[str, ...] = ()

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
    section: int | None = None,
) -> Markup:
    """Every question this person is asked, or those of a section, with what they typed."""
    lists = [field for field in flat(form.fields) if field.kind.repeats]
    rows = {field.key: rows_of(raw.get(field.key)) for field in lists}
    page = _Page(environment, problems)
    questions = ask(form, {**raw, **rows}, facts).questions
    html = page.level(questions[section - 1].members if section else questions, deep=False)
    # the first button in a form answers the Enter key, and that must not be "Remove"
    return (page.template("fields/continue.html") if page.has_buttons else Markup("")) + html


def summary_items(
    form: Form, problems: Mapping[str, str], raw: Raw | None = None
) -> list[dict[str, str]]:
    """The error summary in the order of the page, each linked to the first input to mend."""
    order = list(_in_page_order(form.fields))
    paths = sorted(problems, key=lambda path: _place_on_page(order, path))
    return [{"text": problems[path], **_link_to_input(order, path, raw or {})} for path in paths]


def draw(
    form: Form,
    raw: Raw,
    facts: Mapping[str, object],
    problems: Mapping[str, str],
    section: int | None = None,
) -> Markup:
    """`fields_html` with the templates of the running application."""
    return fields_html(form, raw, facts, problems, current_app.jinja_env, section)


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

    def template(self, name: str, **values: object) -> Markup:
        return Markup(self.environment.get_template(name).render(**values))  # noqa: S704 - rendered with autoescape

    def level(
        self, questions: tuple[Question, ...], *, deep: bool, revealed: bool = False
    ) -> Markup:
        """Questions that stand side by side, each with those that its options reveal."""
        under = _questions_by_option(questions)
        homed = _ids_of(under)
        left_out = [q for q in questions if q.seen is Seen.HIDDEN and id(q) not in homed]
        decided = all(question.decided for question in left_out)
        html, update_offered = Markup(""), False
        for question in questions:
            if id(question) in homed or question.seen is Seen.NEVER:
                continue
            if question.seen is Seen.ASKED or revealed:
                update_offered = False
                html += self.draw(question, under.get(question.field.key, {}), deep=deep)
            elif not update_offered:
                html += self.template("fields/update.html", first=not self.updates, decided=decided)
                update_offered = self.updates = self.has_buttons = True
        return html

    def draw(self, question: Question, under: Under, *, deep: bool) -> Markup:
        name = question.path.replace(".", "-")
        kept_file = kept_before(question.raw)
        parts = Drawn(
            question.field,
            name,
            question.label,
            question.hint,
            self.problems.get(question.path),
            deep,
            typed=_text_to_show(question.field, question.raw),
            items=tuple(self._items(question, under)),
            wrong=self._wrong_parts(question),
            inside=self._inner_html(question, deep=deep),
            rows=tuple(self.level(row.questions, deep=True) for row in question.rows),
            blocks=question.blocks,
            kept=kept_file["name"] if kept_file else None,
            suggestions=question.suggestions,
        )
        self.has_buttons |= question.field.kind.repeats or parts.kept is not None
        return self.template(question.field.kind.template, q=parts)

    def _wrong_parts(self, question: Question) -> tuple[str, ...]:
        if question.path not in self.problems:
            return ()
        return question.field.kind.wrong_parts(question.raw)

    def _inner_html(self, question: Question, *, deep: bool) -> Markup | None:
        if not question.field.kind.flattens:
            return None
        return self.level(question.members, deep=deep, revealed=question.seen is Seen.HIDDEN)

    def _items(self, question: Question, under: Under) -> Iterator[Item]:
        chosen = _chosen_values(question.raw)
        for option in question.field.kind.items(question.label, question.options):
            value = option.value
            item: Item = {"value": value, "text": option.label, "checked": value in chosen}
            item["group"] = option.group
            if value in under:
                inner = self.level(tuple(under[value]), deep=True, revealed=True)
                item["conditional"] = {"html": inner}
            yield item


def _questions_by_option(questions: tuple[Question, ...]) -> dict[str, dict[str, list[Question]]]:
    """For each question that decides, the questions under each of its options."""
    deciders = {
        question.field.key: question for question in questions if question.seen is Seen.ASKED
    }
    under: dict[str, dict[str, list[Question]]] = {}
    for question in questions:
        reveal = question.field.reveal
        decider = deciders.get(reveal.key) if reveal else None
        if reveal is None or decider is None or question.seen is Seen.NEVER:
            continue
        items = decider.field.kind.items(decider.label, decider.options)
        if reveal.value in {item.value for item in items}:
            under.setdefault(reveal.key, {}).setdefault(reveal.value, []).append(question)
    return under


def _ids_of(under: Mapping[str, Under]) -> set[int]:
    """Which questions stand under an option of another, by their identity."""
    ids: set[int] = set()
    for options in under.values():
        for questions in options.values():
            ids.update(map(id, questions))
    return ids


def _text_to_show(field: Field, raw: object) -> str | Mapping[str, str]:
    """An answer as its input shows it, whether typed just now or kept as a value."""
    typed = field.kind.typed(raw)
    if not isinstance(typed, str):
        return {part: printable(text) for part, text in typed.items()}
    # written as references, line breaks survive the indenting of the markup around them
    return Markup("&#10;").join(escape(line) for line in printable(typed).split("\n"))


def _chosen_values(raw: object) -> set[str]:
    values = raw if isinstance(raw, list | tuple) else [raw]
    return {_option_value(value) for value in values if value is not None}


def _option_value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _in_page_order(fields: tuple[Field, ...]) -> Iterator[Field]:
    """The questions in the order of the page: each revealed one after the one that decides it."""
    for field in fields:
        if field.reveal:
            continue
        yield from _with_inner(field)
        for other in fields:
            if other.reveal and other.reveal.key == field.key:
                yield from _with_inner(other)


def _with_inner(field: Field) -> Iterator[Field]:
    if field.kind.flattens:
        yield from _in_page_order(field.children)
    elif field.asks:
        yield field


def _place_on_page(order: list[Field], path: str) -> tuple[int, int, int]:
    key, _, rest = path.partition(".")
    keys = [field.key for field in order]
    position = keys.index(key) if key in keys else len(keys)
    number, _, inner = rest.partition(".")
    if position == len(order) or not inner:
        return position, -1, 0
    return (
        position,
        int(number),
        _place_on_page(list(_in_page_order(order[position].children)), inner)[0],
    )


def _link_to_input(order: list[Field], path: str, raw: object) -> dict[str, str]:
    key, _, rest = path.partition(".")
    field = next((field for field in order if field.key == key), None)
    if field is None:
        return {}
    value = raw.get(key) if isinstance(raw, Mapping) else None
    if not rest:
        first = "".join(f"-{part}" for part in field.kind.wrong_parts(value)[:1])
        return {"href": f"#{key}{first}"}
    number, _, inner = rest.partition(".")
    questions = list(_in_page_order(field.children))
    inner_link = _link_to_input(questions, inner, _row_at(int(number), value))
    return {name: f"#{key}-{number}-{href[1:]}" for name, href in inner_link.items()}


def _row_at(number: int, rows: object) -> object:
    """What was typed in a row, or nothing where there is no such row."""
    if isinstance(rows, list) and number < len(rows):
        return rows[number]
    return {}
