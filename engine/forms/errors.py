"""What can be wrong with a form as written, or with one answer to it."""

from collections.abc import Sequence


class FormFault(Exception):
    """The form cannot be used: one sentence for each thing its author must change."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("; ".join(sentences))
        self.sentences = tuple(sentences)


class Wrong(Exception):
    """One answer will not do; the message is the sentence the person reads."""
