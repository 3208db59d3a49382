"""An e-mail address."""

import re

from engine.forms.kinds.written import Validated


class Email(Validated):
    """A text field whose validation in the editor is *Email*."""

    name = "email"
    format = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
    example = "name@example.com"
