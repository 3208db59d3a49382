"""Whether the log is the one that was signed: every entry in its place, under every checkpoint."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from engine.audit.checkpoint import Checkpoint, read_checkpoint
from engine.audit.folder import KeptNote
from engine.audit.growth import Growth
from engine.audit.note import Verifier
from engine.audit.places import each_leaf, first_key_since, verifiers
from engine.context import QueryContext
from engine.errors import ProofRefused

TIME_TO_SIGN = timedelta(hours=1)  # the service signs every few minutes
NONE_HERE = (
    "it is signed since its first key was made known, but no checkpoint is here to hold it "
    "against: name one that was kept elsewhere with --checkpoint"
)
MOST_REFUSED = 5  # files that are no checkpoints of ours: no more of them are named


@dataclass(frozen=True, slots=True)
class VerifiedLog:
    """How much of the log has its place and was signed, and every fault."""

    entries: int  # that have their place
    checkpoints: tuple[Checkpoint, ...]  # that could be believed, the largest first
    faults: tuple[str, ...]
    keyed: bool  # whether the register knows a key for them

    @property
    def newest(self) -> Checkpoint | None:
        """The largest checkpoint that this log bears out."""
        within = [checkpoint for checkpoint in self.checkpoints if checkpoint.size <= self.entries]
        return within[0] if within and not self.faults else None


def verified_log(
    context: QueryContext, notes: Iterable[KeptNote] = (), trusted: Iterable[Verifier] = ()
) -> VerifiedLog:
    """The log's tree made anew and held against *notes*, which are kept outside the database.

    A note counts when a key signed it that the register knows, or that somebody brings along.
    """
    faults: list[str] = []
    keys = [*trusted, *_registered_keys(context, faults)]
    checkpoints = sorted(
        _checkpoints_believed(notes, keys, faults), key=lambda checkpoint: -checkpoint.size
    )
    growth = Growth()
    growth.grow(each_leaf(context.db), {checkpoint.size for checkpoint in checkpoints})
    faults += [*growth.faults, *growth.against(checkpoints)]
    if not checkpoints and (since := first_key_since(context.db)) is not None:
        faults += [NONE_HERE] if context.now - since > TIME_TO_SIGN else []
    return VerifiedLog(growth.tree.size, tuple(checkpoints), tuple(faults), bool(keys))


def _registered_keys(context: QueryContext, faults: list[str]) -> tuple[Verifier, ...]:
    try:
        return verifiers(context.db)
    except ProofRefused as problem:
        faults.append(f"the register holds a key that is none: {problem}")
        return ()


def _checkpoints_believed(
    notes: Iterable[KeptNote], keys: list[Verifier], faults: list[str]
) -> list[Checkpoint]:
    checkpoints, refused = [], 0
    for note in notes:
        try:
            checkpoints.append(read_checkpoint(note.text, keys))
        except ProofRefused as problem:
            refused += 1
            if refused <= MOST_REFUSED:
                faults.append(f"checkpoint {note.name}: {problem}")
    if refused > MOST_REFUSED:
        faults.append(f"{refused - MOST_REFUSED:,} more checkpoints cannot be believed either")
    return checkpoints
