"""The Merkle tree over the log's entries: its roots, and proofs of what stands in it.

As RFC 6962, section 2.1, defines it, checked as RFC 9162, section 2.1, says. Such a tree only ever
grows: the root of its first entries is the same for ever. No database here.
"""

import hashlib
from collections.abc import Iterable, Sequence

from engine.errors import ProofRefused

TOO_LONG = "the proof has more hashes than its place in the tree needs"
TOO_SHORT = "the proof has fewer hashes than its place in the tree needs"


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry; other than a node's, so that neither can be taken for the other."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left_hash: bytes, right_hash: bytes) -> bytes:
    """The hash of two neighbours together."""
    return hashlib.sha256(b"\x01" + left_hash + right_hash).digest()


class Tree:
    """A tree that leaves are added to; it keeps one hash for each set bit of its size."""

    def __init__(self) -> None:
        self.size = 0
        self._edge: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Adds the hash of a leaf at the end."""
        whole, rest = leaf, self.size
        while rest & 1:
            whole = node_hash(self._edge.pop(), whole)
            rest >>= 1
        self._edge.append(whole)
        self.size += 1

    def root(self) -> bytes:
        """The root of all leaves so far."""
        if not self._edge:
            return hashlib.sha256(b"").digest()
        root = self._edge[-1]
        for left_hash in reversed(self._edge[:-1]):
            root = node_hash(left_hash, root)
        return root

    def copy(self) -> "Tree":
        """A tree of its own with the same leaves."""
        other = Tree()
        other.size, other._edge = self.size, list(self._edge)
        return other


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root of a tree of these leaf hashes."""
    tree = Tree()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


def inclusion_paths(leaves: Sequence[bytes], places: Iterable[int]) -> dict[int, tuple[bytes, ...]]:
    """For each of *places* the hashes that lead from its leaf to the root, lowest sibling first."""
    paths: dict[int, list[bytes]] = {place: [] for place in places}
    level, height = list(leaves), 0
    while len(level) > 1:
        for place, path in paths.items():
            sibling = (place >> height) ^ 1
            if sibling < len(level):
                path.append(level[sibling])
        level, height = _level_above(level), height + 1
    return {place: tuple(path) for place, path in paths.items()}


def _level_above(level: list[bytes]) -> list[bytes]:
    """Neighbours joined; the last of an odd number goes up as it is."""
    above = [node_hash(level[index], level[index + 1]) for index in range(0, len(level) - 1, 2)]
    return above + level[-1:] if len(level) % 2 else above


def root_along(leaf: bytes, place: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root that a leaf's hash and its path lead to (RFC 9162, 2.1.3.2).

    ProofRefused when the path cannot be one of that place in a tree of that size.
    """
    if not 0 <= place < size:
        raise ProofRefused(f"place {place} is beyond a tree of {size} entries")
    index, last, root = place, size - 1, leaf
    for sibling in path:
        if last == 0:
            raise ProofRefused(TOO_LONG)
        if index & 1 or index == last:
            root = node_hash(sibling, root)
            index, last = _past_lone_nodes(index, last)
        else:
            root = node_hash(root, sibling)
        index, last = index >> 1, last >> 1
    if last:
        raise ProofRefused(TOO_SHORT)
    return root


def _past_lone_nodes(index: int, last: int) -> tuple[int, int]:
    """Up past the levels on which a node at the right edge has no sibling."""
    while index and not index & 1:
        index, last = index >> 1, last >> 1
    return index, last


def consistency_path(leaves: Sequence[bytes], size: int) -> tuple[bytes, ...]:
    """The hashes that prove the tree of the first *size* leaves to be the beginning of this one."""
    if size in {0, len(leaves)}:
        return ()
    return tuple(_subproof(leaves, size, whole=True))


def _subproof(leaves: Sequence[bytes], size: int, *, whole: bool) -> list[bytes]:
    """RFC 6962, 2.1.2: *whole* while the smaller tree is known by its root."""
    if size == len(leaves):
        return [] if whole else [root_of(leaves)]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)  # the largest power of two below the size
    if size <= split:
        return [*_subproof(leaves[:split], size, whole=whole), root_of(leaves[split:])]
    return [*_subproof(leaves[split:], size - split, whole=False), root_of(leaves[:split])]


def is_beginning(older: tuple[int, bytes], newer: tuple[int, bytes], path: Sequence[bytes]) -> bool:
    """Whether *path* proves a tree to be the beginning of another (RFC 9162, 2.1.4.2).

    Both trees are given by their size and root.
    """
    if older[0] in {0, newer[0]}:
        return not path and (older[0] == 0 or older[1] == newer[1])
    if older[0] > newer[0]:
        return False
    hashes = [older[1], *path] if older[0] & (older[0] - 1) == 0 else list(path)
    return bool(hashes) and _roots_along(older[0] - 1, newer[0] - 1, hashes) == (older[1], newer[1])


def _roots_along(index: int, last: int, hashes: list[bytes]) -> tuple[bytes, bytes] | None:
    """The roots of both trees that a path leads to; None when it is too short or too long."""
    while index & 1:
        index, last = index >> 1, last >> 1
    older = newer = hashes[0]
    for sibling in hashes[1:]:
        if last == 0:
            return None
        if index & 1 or index == last:
            older, newer = node_hash(sibling, older), node_hash(sibling, newer)
            index, last = _past_lone_nodes(index, last)
        else:
            newer = node_hash(newer, sibling)
        index, last = index >> 1, last >> 1
    return (older, newer) if last == 0 else None
