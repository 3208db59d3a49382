"""Why a decision cannot be read or taken."""


class DecisionFault(Exception):
    """A sentence that says what is wrong with a decision, and the element it is about."""

    def __init__(self, sentence: str, element_id: str | None = None) -> None:
        super().__init__(f"{element_id}: {sentence}" if element_id else sentence)
        self.sentence = sentence
        self.element_id = element_id
