"""The design system's macros, by their own names, in every template."""

import re

from flask import Flask
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

PACKAGE = "govuk_frontend_jinja"
USED = (
    "back-link",
    "breadcrumbs",
    "button",
    "character-count",
    "checkboxes",
    "date-input",
    "details",
    "error-message",
    "error-summary",
    "fieldset",
    "file-upload",
    "footer",
    "generic-header",
    "hint",
    "input",
    "inset-text",
    "label",
    "notification-banner",
    "password-input",
    "radios",
    "select",
    "service-navigation",
    "summary-list",
    "table",
    "tag",
    "task-list",
    "textarea",
    "warning-text",
)


def macro_name(component: str) -> str:
    """`date-input` is the macro govukDateInput."""
    return "govuk" + re.sub(r"(?:^|-)(\w)", lambda found: found[1].upper(), component)


def attach(app: Flask) -> None:
    """Let templates extend the design system's page and call its macros without importing them."""
    theirs = PrefixLoader({PACKAGE: PackageLoader(PACKAGE)})
    ours = app.jinja_loader
    app.jinja_env.loader = ChoiceLoader([loader for loader in (ours, theirs) if loader])
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for component in USED:
        template = app.jinja_env.get_template(f"{PACKAGE}/components/{component}/macro.html")
        name = macro_name(component)
        app.jinja_env.globals[name] = getattr(template.module, name)
