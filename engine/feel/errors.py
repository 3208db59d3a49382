"""Why an expression was refused, and where in its text."""


class FeelError(Exception):
    """An expression that cannot be read, or that asks for more than its share of work."""

    def __init__(self, message: str, line: int = 0, column: int = 0) -> None:
        super().__init__(f"{message} (line {line}, column {column})" if line else message)
        self.message = message
        self.line = line
        self.column = column

    def at(self, line: int, column: int) -> "FeelError":
        """The same refusal at that place, unless it has one already."""
        return self if self.line else FeelError(self.message, line, column)
