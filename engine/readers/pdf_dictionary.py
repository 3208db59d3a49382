"""A dictionary of a PDF: what is noted of it while it is read, and whether it may do that. Pure."""

from engine.readers.errors import NotRead, shown
from engine.readers.pdf_refused import AGAIN
from engine.readers.pdf_rules import ALLOWED
from engine.readers.pdf_tokens import Value, plain_name

LONGEST_NAME = 100  # bytes of what an action is called; what is longer is none that is allowed
Deeds = frozenset[str]


class Dictionary:
    """The key a dictionary stands behind, where that matters, and the values of its noted keys."""

    __slots__ = ("behind", "noted")

    def __init__(self, behind: str) -> None:
        self.behind = behind
        self.noted: dict[str, list[Value]] = {}

    def note(self, key: str, value: Value) -> None:
        """Keeps a value, beside any that stood behind the same key before."""
        self.noted.setdefault(key, []).append(value)

    def one(self, key: str) -> Value | None:
        """The value of a key that may stand there once."""
        values = self.noted.get(key, [])
        if len(values) > 1:
            raise NotRead(f"an object of it says two things of itself (/{key}): {AGAIN}")
        return values[0] if values else None

    def is_a(self, kind: str) -> bool:
        """Whether it says that it is of this kind."""
        return any(plain_name(value.raw) == kind for value in self.noted.get("Type", ()))

    def deeds(self) -> Deeds:
        """What it does if it is an action; empty when it is none."""
        return frozenset(self._deed(value) for value in self.noted.get("S", ()))

    def _deed(self, value: Value) -> str:
        is_named = value.kind == "name"
        name = plain_name(value.raw[:LONGEST_NAME]) if is_named else "named elsewhere"
        if name != "Named":
            return name
        pages = (plain_name(page.raw) for page in self.noted.get("N", ()))
        return f"Named {' '.join(pages)}"

    def must_be_still(self) -> None:
        """Refuses an action that may not stand where it does, and one that another follows."""
        if "S" in self.noted and "Next" in self.noted:
            raise NotRead(f"a click in it does several things, one after another: {AGAIN}")
        behind = self.behind or ("A" if self.is_a("Action") else "")
        if behind:
            must_be_allowed(behind, self.deeds())


def must_be_allowed(behind: str, deeds: Deeds) -> None:
    """Refuses what an action does that stands behind a key, if that is not on the list of it."""
    for deed in sorted(deeds - ALLOWED[behind]):
        when = "as soon as it is opened" if behind == "OpenAction" else "at a click"
        raise NotRead(f"it does more than go to a page {when} ({shown(deed)}): {AGAIN}")
