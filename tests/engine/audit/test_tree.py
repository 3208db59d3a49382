"""The tree over the log's entries: known roots, and proofs that hold for what they prove alone."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.audit.tree import (
    Tree,
    consistency_path,
    inclusion_paths,
    is_beginning,
    leaf_hash,
    node_hash,
    root_along,
    root_of,
)
from engine.errors import ProofRefused

# The leaves and roots with which implementations of RFC 6962 are tested.
LEAVES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
MOST = 40


def leaves(count: int) -> list[bytes]:
    return [leaf_hash(str(n).encode()) for n in range(count)]


def of_the_standard(of: list[bytes]) -> bytes:
    """The root as RFC 6962, section 2.1, defines it: halves at the largest power of two."""
    if len(of) <= 1:
        return of[0] if of else hashlib.sha256(b"").digest()
    left = 1
    while left * 2 < len(of):
        left *= 2
    return node_hash(of_the_standard(of[:left]), of_the_standard(of[left:]))


@pytest.mark.parametrize("size", range(len(ROOTS)))
def test_the_roots_are_those_of_the_standard(size: int) -> None:
    known = [leaf_hash(bytes.fromhex(text)) for text in LEAVES[:size]]

    assert root_of(known).hex() == ROOTS[size]


def test_a_tree_that_grows_has_the_root_of_each_size() -> None:
    tree = Tree()
    for size in range(MOST):
        assert tree.root() == root_of(leaves(size)) == of_the_standard(leaves(size))
        before = tree.copy()
        tree.add(leaves(MOST)[size])

        assert (before.size, before.root()) == (size, root_of(leaves(size)))


@pytest.mark.parametrize("size", range(1, MOST))
def test_each_entry_is_proved_and_no_other_way(size: int) -> None:
    of, root = leaves(size), root_of(leaves(size))
    paths = inclusion_paths(of, range(size))
    for place, path in paths.items():
        assert root_along(of[place], place, size, path) == root
        assert root_along(leaf_hash(b"another"), place, size, path) != root
        if path:
            with pytest.raises(ProofRefused, match="fewer"):
                root_along(of[place], place, size, path[:-1])
        with pytest.raises(ProofRefused, match="more"):
            root_along(of[place], place, size, [*path, root])


def test_a_place_beyond_the_tree_is_refused() -> None:
    for place in (-1, 3):
        with pytest.raises(ProofRefused, match="beyond a tree of 3"):
            root_along(leaves(1)[0], place, 3, [])


@pytest.mark.parametrize("size", range(MOST))
def test_an_older_tree_is_proved_to_be_the_beginning(size: int) -> None:
    of = leaves(size)
    newer = (size, root_of(of))
    for before in range(size + 1):
        older, path = (before, root_of(of[:before])), consistency_path(of, before)

        assert is_beginning(older, newer, path)
        assert is_beginning(older, newer, [*path, newer[1]]) is False
        if before:
            assert not is_beginning((before, root_of([])), newer, path)
            assert not is_beginning(older, (size, root_of([])), path)
        if path:
            assert not is_beginning(older, newer, path[:-1])


def test_a_larger_tree_is_no_beginning_of_a_smaller() -> None:
    smaller, larger = (3, root_of(leaves(3))), (5, root_of(leaves(5)))

    assert not is_beginning(larger, smaller, consistency_path(leaves(5), 3))


@given(st.integers(1, 300), st.data())
def test_no_hash_of_a_path_may_be_another(size: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, size - 1))
    of = leaves(size)
    path = list(inclusion_paths(of, [place])[place])
    if path:
        path[data.draw(st.integers(0, len(path) - 1))] = b"\0" * 32

        assert root_along(of[place], place, size, path) != root_of(of)
