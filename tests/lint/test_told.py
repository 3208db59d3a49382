"""Findings are told as lines, as plain values and in a sentence."""

import json

from engine.lint.finding import Finding
from engine.lint.report import lines, passed, plain, summary

BAD = Finding(
    "task-has-form",
    "error",
    "Decide (decide) has no form: choose one.",
    "decide",
    "Decide",
    "p.bpmn",
    12,
    ("Begun", "Decide"),
)
MILD = Finding("names-present", "warning", "The task x has no name: write one.", "x", "", "")


def test_a_finding_is_a_line_with_its_place_and_the_way_there_beneath() -> None:
    assert list(lines([BAD, MILD])) == [
        "p.bpmn:12: error: Decide (decide) has no form: choose one. [task-has-form]",
        "    the way there: Begun → Decide",
        "-: warning: The task x has no name: write one. [names-present]",
    ]


def test_a_finding_is_plain_enough_for_json() -> None:
    told = json.loads(json.dumps(plain(BAD)))

    assert told["element"] == "decide"
    assert told["trace"] == ["Begun", "Decide"]


def test_the_findings_are_counted_in_a_sentence() -> None:
    assert summary([]) == "Nothing found."
    assert summary([BAD, MILD, MILD]) == "1 error, 2 warnings."


def test_only_errors_stop_a_definition() -> None:
    assert passed([MILD])
    assert not passed([MILD, BAD])
