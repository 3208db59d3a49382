"""What a letter says of a fact is held against what forms and reference tables say it is."""

import io
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from engine.analysis.definition import opened
from engine.analysis.setting import Setting
from engine.analysis.shapes import shapes_of_questions
from engine.api import shipped_reference
from engine.forms.fields import Field
from engine.forms.read import parse
from engine.lint.rules.letter_fits import faults
from engine.section26.derived import derived, groups
from tests.support.laws import TODAY

HERE = Path(__file__).parent
QUESTIONS = [
    {"type": "textfield", "key": "title", "label": "Title"},
    {"type": "number", "key": "amount", "label": "Amount"},
    {"type": "datetime", "subtype": "date", "key": "day", "label": "Day", "dateLabel": "Day"},
    {"type": "checkbox", "key": "agreed", "label": "Agreed"},
    {"type": "filepicker", "key": "paper", "label": "Paper"},
    {
        "type": "radio",
        "key": "answer",
        "label": "Answer",
        "values": [{"label": "Yes", "value": "approve"}, {"label": "No", "value": "refuse"}],
    },
    {
        "type": "dynamiclist",
        "path": "posts",
        "label": "Posts",
        "components": [
            {"type": "textfield", "key": "rank", "label": "Rank"},
            {"type": "number", "key": "number", "label": "How many"},
        ],
    },
]


def told(*lines: str) -> list[str]:
    """What the rule says of a letter with those paragraphs."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(saved := io.BytesIO())
    form = {"type": "default", "id": "ask", "components": QUESTIONS}
    files = {
        "p.bpmn": (HERE / "letter-fits" / "good.bpmn").read_bytes(),
        "forms/ask.form": json.dumps(form).encode(),
        "forms/decide.form": (HERE / "shared" / "forms" / "decide.form").read_bytes(),
        "letters/L01.docx": saved.getvalue(),
    }
    setting = Setting(groups={"force": {"name", "address"}})
    return [fault.sentence for fault in faults(opened(files, setting))]


@pytest.mark.parametrize(
    "tag",
    [
        "{{ title }} {{ amount|money }} {{ day }} {{ day|date }} {{ agreed|yes_no }} {{ agreed }}",
        "{% if answer == 'approve' or answer in ['refuse', ''] %}x{% endif %}",
        "{% for post in posts %}{{ post.rank }} {{ post.number|number }}{% endfor %}",
        "{{ posts|list_and('rank') }} {{ posts|count }} {% if posts %}x{% endif %}",
        "{% for line in force.address %}{{ line }}{% endfor %} {{ force.address|lines }}",
        "{% for part in title|paragraphs %}{{ part }}{% endfor %}",
        "{% if amount > 1 and day > other_day %}x{% endif %} {{ letter.date|date }}",
        "{{ unknown.thing|money }} {% if force is defined and unknown == 'x' %}x{% endif %}",
        "{{ title if agreed else answer }} {{ 'a' ~ title }}",
    ],
)
def test_what_fits_is_not_told(tag: str) -> None:
    assert told(tag) == []


@pytest.mark.parametrize(
    ("tag", "sentence"),
    [
        ("{{ force.nmae }}", "'force.nmae' is not there: did you mean name?"),
        ("{{ force.zzzz }}", "'force.zzzz' is not there: force holds address, name"),
        ("{{ force }}", "'force' is a group of values: say which one, as in {{ force.name }}"),
        ("{{ letter.dat|date }}", "'letter.dat' is not there: did you mean date?"),
        ("{{ title.length }}", "'title' is a text: nothing stands under it"),
        ("{{ paper }}", "'paper' is a group of values"),
        ("{{ title|date }}", "'title' is a text, and '|date' wants a date or a time"),
        ("{{ day|money }}", "'day' is a date, and '|money' wants a number"),
        ("{{ title|yes_no }}", "'title' is a text, and '|yes_no' wants yes or no"),
        ("{{ title|count }}", "'title' is a text, and '|count' wants a list"),
        ("{% for x in title %}x{% endfor %}", "'title' is a text, and a loop wants a list"),
        ("{% if title > 1 %}x{% endif %}", "'title' is a text, and '<' or '>' wants a number"),
        ("{{ posts }}", "'posts' is a list of rows: say each of them in a loop"),
        ("{{ posts.rank }}", "'posts' is a list: name 'rank' of each of its rows"),
        ("{% for p in posts %}{{ p.rank|money }}{% endfor %}", "'posts.rank' is a text, and"),
        ("{% if answer == 'aprove' %}x{% endif %}", "'answer' is never 'aprove': did you mean"),
        ("{% if answer in ['zzzz'] %}x{% endif %}", "'answer' is never 'zzzz': there are approve"),
    ],
)
def test_what_does_not_fit_is_told_at_its_place(tag: str, sentence: str) -> None:
    (said,) = told("First.", tag)

    assert said.startswith(f"letter L01: paragraph 2: {sentence}")
    assert said.lower().endswith("correct the tag.")


def test_a_letter_is_held_to_what_the_reference_tables_give() -> None:
    reference = shipped_reference()
    facts = derived(reference, "lancashire", TODAY)

    for name, keys in groups(reference, TODAY).items():
        group = facts[name]
        assert isinstance(group, Mapping)
        assert group.keys() == keys, name
    assert groups(reference, date(2011, 1, 1)).keys() >= {"force", "body", "home_office"}


def test_a_fact_that_two_forms_ask_for_differently_is_not_judged() -> None:
    def questions(kind: str, *columns: str) -> tuple[Field, ...]:
        rows = [{"type": kind, "key": column, "label": column} for column in columns]
        form = {
            "type": "default",
            "id": "ask",
            "components": [
                {"type": kind, "key": "both", "label": "Both"},
                {"type": "dynamiclist", "path": "rows", "label": "Rows", "components": rows},
            ],
        }
        return parse(json.dumps(form).encode()).fields

    shapes = shapes_of_questions(
        [*questions("textfield", "a", "b"), *questions("number", "a", "c")]
    )
    agreed = shapes_of_questions([*questions("number", "a"), *questions("number", "a")])

    assert shapes.keys() == {"rows"}
    assert shapes["rows"].inside.keys() == {"b", "c"}
    assert agreed["rows"].inside.keys() == {"a"}
