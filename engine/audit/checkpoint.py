"""Checkpoints of the log, and the proof that an entry stands under one. No database here.

A checkpoint says how many entries the log had and what the root of their tree was, as
c2sp.org/tlog-checkpoint has it; a proof is a c2sp.org/tlog-proof. The leaves are the seals of the
entries of all chains in the order in which they were kept: the ends of the chains would change.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.audit.note import Verifier, bytes_of, read_note, text_of
from engine.audit.tree import leaf_hash, root_along
from engine.errors import ProofRefused

PROOF = "c2sp.org/tlog-proof@v1"
ROOT_BYTES = 32
NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log was at one moment: its name, its number of entries and their root."""

    origin: str
    size: int
    root: bytes

    @classmethod
    def read(cls, text: str) -> "Checkpoint":
        """The checkpoint in the text of a note; ProofRefused when there is none."""
        lines = text.split("\n")
        if len(lines) < 4 or not lines[0] or not NUMBER.fullmatch(lines[1]):
            raise ProofRefused("it is no checkpoint of a log")
        root = bytes_of(lines[2])
        if len(root) != ROOT_BYTES:
            raise ProofRefused("it is no checkpoint of a log: its root is no SHA-256")
        return cls(lines[0], int(lines[1]), root)

    def __str__(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{text_of(self.root)}\n"


def read_checkpoint(note: str, verifiers: Sequence[Verifier]) -> Checkpoint:
    """The checkpoint in a note that one of *verifiers* signed under the log's own name."""
    checkpoint = Checkpoint.read(read_note(note, verifiers))
    if checkpoint.origin not in {verifier.name for verifier in verifiers}:
        raise ProofRefused(f"it is of another log, {checkpoint.origin}")
    return checkpoint


def leaf_of(chain: str, n: int, seal: str) -> bytes:
    """The leaf hash of entry *n* of a chain; *seal* is hexadecimal, as the log keeps it."""
    return leaf_hash(f"{chain}\n{n}\n{seal}\n".encode())


def proof_text(place: int, path: Sequence[bytes], note: str) -> str:
    """The proof that the entry at *place* stands under the checkpoint in *note*."""
    return "\n".join([PROOF, f"index {place}", *map(text_of, path), "", note])


def proved(proof: str, leaf: bytes, verifiers: Sequence[Verifier]) -> tuple[int, Checkpoint]:
    """The place of a leaf and the checkpoint under which it stands, when *proof* holds."""
    head, _, note = proof.partition("\n\n")
    kind, index, *path = head.split("\n") if "\n" in head else ("", "")
    number = index.removeprefix("index ")
    if kind != PROOF or not index.startswith("index ") or not NUMBER.fullmatch(number):
        raise ProofRefused("it is no proof of a log's entry")
    checkpoint = read_checkpoint(note, verifiers)
    place = int(number)
    if root_along(leaf, place, checkpoint.size, [*map(bytes_of, path)]) != checkpoint.root:
        raise ProofRefused("the entry does not stand under this checkpoint")
    return place, checkpoint
