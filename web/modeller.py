"""The embedded modeller: its page, and the three addresses its script talks to in JSON."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.commands.check_definition import CheckDefinition
from engine.commands.save_diagram import SaveDiagram
from engine.queries.definition_pages import definition, definition_file
from engine.queries.palette import palette
from web.authentication import actor, engine
from web.headers import allow_drawn_attributes
from web.posted import draft_shown

pages = Blueprint("modeller", __name__)


@pages.get("/definitions/<key>/<int:number>/modeller/<path:path>")
def show(key: str, number: int, path: str) -> str:
    """The modeller with one diagram of a draft in it."""
    engine().ask(definition_file, actor(), key=key, number=number, path=path)
    page = engine().ask(definition, actor(), key=key, number=number)
    allow_drawn_attributes()
    return render_template("definitions/modeller.html", page=page, path=path)


@pages.put("/definitions/<key>/<int:number>/files/<path:path>")
def save(key: str, number: int, path: str) -> ResponseReturnValue:
    """Keep the diagram in the draft; the draft's new identity comes back."""
    command = SaveDiagram(key, number, path, request.get_data(), draft_shown())
    return jsonify(draft=engine().do(command, actor()))


@pages.post("/definitions/<key>/<int:number>/check.json")
def check(key: str, number: int) -> ResponseReturnValue:
    """Check the draft as it is kept; what was found comes back, errors first."""
    findings = engine().do(CheckDefinition(key, number), actor())
    return jsonify(findings=[*_findings_json(key, number, findings)])


@pages.get("/definitions/<key>/<int:number>/palette.json")
def choices(key: str, number: int) -> ResponseReturnValue:
    """What may be drawn, and what the panel may offer: roles, forms, letters, decision tables."""
    offer = engine().ask(palette, actor(), key=key, number=number)
    return jsonify(
        roles=[{"role": role, "title": title} for role, title in offer.roles],
        forms=list(offer.forms),
        letters=[{"code": code, "title": title} for code, title in offer.letters],
        decisions=list(offer.decisions),
        labels=dict(offer.labels),
        runs={
            "refused": sorted(offer.refused),
            "events": {event: list(kinds) for event, kinds in offer.events.items()},
        },
    )


def _findings_json(key: str, number: int, findings: Iterable[Any]) -> Iterable[dict[str, Any]]:
    for finding in findings:
        yield {
            "severity": finding.severity,
            "rule": finding.rule,
            "sentence": finding.sentence,
            "element": finding.element,
            "name": finding.name,
            "file": finding.file,
            "address": _address(key, number, finding),
        }


def _address(key: str, number: int, finding: Any) -> str:
    """Where what was found is seen: in its diagram, or in a letter as a comment."""
    if finding.file.endswith(".bpmn"):
        return url_for("modeller.show", key=key, number=number, path=finding.file)
    if finding.file == f"letters/{finding.element}.docx":
        return url_for("definitions.marked", key=key, number=number, code=finding.element)
    return ""
