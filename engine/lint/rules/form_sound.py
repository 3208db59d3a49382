"""Every form can be read and asked."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.forms.errors import FormFault
from engine.lint.finding import Fault, Place


def faults(definition: Definition) -> Iterator[Fault]:
    """Each thing that the author of a form must change."""
    for name, form in definition.contents.forms.items():
        if isinstance(form, FormFault):
            place = Place(f"forms/{name}.form", name)
            for sentence in form.sentences:
                yield Fault(place, f"the form {name}: {sentence}")
