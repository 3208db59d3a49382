"""What an email of the service says: a template for each topic, beside the diagrams."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engine.definitions.shipped import shipped_workflows

SUBJECT = "Subject: "
OF_THE_SERVICE = frozenset({"handed_to_you"})  # sent for an act of somebody, by no diagram


@dataclass(frozen=True, slots=True)
class Notice:
    """A template of plain text whose first line is the subject."""

    template: Template

    def write(self, **about: str) -> tuple[str, str]:
        """The subject and the text of a notice *about* a step; what is empty may be left out."""
        head, _, text = self.template.render(about).partition("\n")
        return head.removeprefix(SUBJECT), text.lstrip("\n")


def topics() -> frozenset[str]:
    """What a service task of a diagram may have as its topic."""
    return frozenset(_shipped()) - OF_THE_SERVICE


def notice(topic: str) -> Notice:
    """The notice of a *topic* of the diagrams; KeyError when the product has none of that name."""
    return _shipped()[topic.replace(" ", "_")]


def _shipped() -> dict[str, Notice]:
    return notices_in(shipped_workflows() / "notices")


@cache
def notices_in(folder: Path) -> dict[str, Notice]:
    """Every notice of a folder by its topic."""
    plain = ImmutableSandboxedEnvironment(
        autoescape=False,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return {
        path.stem: Notice(plain.from_string(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.txt"))
    }
