"""Why a file of somebody else was not read. Each room turns it into a refusal of its own."""

from enum import Enum

LONGEST_SHOWN = 80  # characters of a name that somebody else chose


class Fault(Enum):
    """What is the matter with a file, for those who must tell one from another."""

    BROKEN = "broken"
    LOCKED = "locked"
    UNSAFE = "unsafe"


class NotRead(Exception):
    """A file that is not read: the sentence says what is wrong in it, where, and what to do."""

    def __init__(self, sentence: str, fault: Fault = Fault.UNSAFE) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.fault = fault


def shown(name: str) -> str:
    """A name out of a file, short and without characters that nobody sees."""
    visible = "".join(character if character.isprintable() else "?" for character in name)
    return visible if len(visible) <= LONGEST_SHOWN else f"{visible[:LONGEST_SHOWN]}…"
