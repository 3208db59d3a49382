"""The tree of the log as it stands, read leaf by leaf, and what an older checkpoint says of it.

No database here: the leaves come in, in order of their places.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.audit.checkpoint import Checkpoint, leaf_of
from engine.audit.tree import Tree

if TYPE_CHECKING:
    from engine.audit.places import Leaf

MOST_FAULTS = 50  # where everything is wrong, no more of it is told


@dataclass
class Growth:
    """A tree with the roots that it had at some sizes, and each leaf that is not as it was."""

    tree: Tree = field(default_factory=Tree)
    roots: dict[int, bytes] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def grow(self, leaves: Iterable["Leaf"], sizes: Collection[int] = ()) -> None:
        """Adds leaves up to the first that is missing; keeps the root of each of *sizes*."""
        self._keep_root(sizes)
        for leaf in leaves:
            if leaf.place != self.tree.size:
                self.faults.append(f"place {self.tree.size + 1} of the log is empty")
                return
            if leaf.stands != leaf.seal and len(self.faults) < MOST_FAULTS:
                self.faults.append(_sentence_of_change(leaf))
            self.tree.add(leaf_of(leaf.chain, leaf.n, leaf.stands or ""))
            self._keep_root(sizes)

    def _keep_root(self, sizes: Collection[int]) -> None:
        if self.tree.size in sizes:
            self.roots[self.tree.size] = self.tree.root()

    def against(self, checkpoints: Collection[Checkpoint]) -> Iterator[str]:
        """What checkpoints show that were signed of another log than this one.

        The newest that this log does not reach is told, and the oldest that it contradicts. Their
        sizes must have been asked for while the tree grew.
        """
        size = self.tree.size
        beyond = [checkpoint.size for checkpoint in checkpoints if checkpoint.size > size]
        if beyond:
            yield (
                f"the log has {size:,} entries in their places, {max(beyond):,} were signed: its "
                "end was cut off, or an older copy was restored"
            )
        within = [checkpoint for checkpoint in checkpoints if checkpoint.size <= size]
        other = [
            checkpoint.size
            for checkpoint in within
            if self.roots[checkpoint.size] != checkpoint.root
        ]
        if other:
            yield (
                f"the first {min(other):,} entries are not those that were signed: the log was "
                "rewritten"
            )


def _sentence_of_change(leaf: "Leaf") -> str:
    what = f"entry {leaf.n} of {leaf.chain.removeprefix('case:')}, number {leaf.place + 1:,} of all"
    if leaf.stands is None:
        return f"{what}, is gone"
    return f"{what}, is not the one that was kept there"
