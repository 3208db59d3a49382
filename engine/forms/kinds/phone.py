"""A telephone number."""

import re

from engine.forms.kinds.written import Validated


class Phone(Validated):
    """A text field whose validation in the editor is *Phone*."""

    name = "phone"
    format = re.compile(r"\+?[0-9 ()-]{7,25}")
    example = "01632 960 001"
