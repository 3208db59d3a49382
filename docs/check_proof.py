"""Checks what `s26 prove` wrote, without the service: python check_proof.py FILE KEY [--read].

KEY is the verifier key line that the service's owner published, name+12345678+AbCd…; take it from
there and not from the file. Needs Python 3.11 and the package cryptography, nothing of section26:
`docs/proof.md` says what is checked, so that you can write this anew.
"""

import argparse
import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Wrong(Exception):
    """Why the file proves nothing."""


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def unbase64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


def checkpoint_of(note: str, key_line: str) -> tuple[str, int, bytes]:
    """The name, the size and the root that a note says, when the key signed it."""
    name, key_id, key = key_line.strip().split("+", 2)
    kind_and_key = unbase64(key)
    if sha256(name.encode() + b"\n" + kind_and_key)[:4].hex() != key_id or kind_and_key[0] != 1:
        raise Wrong("the key line is damaged: copy it again from where it was published")
    text, _, lines = note.rpartition("\n\n")
    for line in lines.splitlines():
        _, signer, signature = line.split(" ")
        raw = unbase64(signature)
        if signer == name and raw[:4].hex() == key_id:
            public = Ed25519PublicKey.from_public_bytes(kind_and_key[1:])
            public.verify(raw[4:], f"{text}\n".encode())
            origin, size, root = text.split("\n")[:3]
            if origin != name:
                raise Wrong(f"the checkpoint is of another log, {origin}")
            return origin, int(size), unbase64(root)
    raise Wrong("the checkpoint is not signed by this key")


def root_of(leaf: bytes, place: int, size: int, path: list[bytes]) -> bytes:
    """The root that a leaf and its neighbours lead to: RFC 9162, section 2.1.3.2."""
    at, last, root = place, size - 1, sha256(b"\x00" + leaf)
    for neighbour in path:
        if last == 0:
            raise Wrong("the proof is too long")
        if at % 2 == 1 or at == last:
            root = sha256(b"\x01" + neighbour + root)
            while at % 2 == 0 and at > 0:
                at, last = at // 2, last // 2
        else:
            root = sha256(b"\x01" + root + neighbour)
        at, last = at // 2, last // 2
    if last != 0 or not 0 <= place < size:
        raise Wrong("the proof is too short")
    return root


def check_entry(case: str, entry: dict[str, Any], key: str) -> tuple[str, int, bytes]:
    """The checkpoint under which one entry stands, when its proof holds."""
    head, _, note = entry["proof"].partition("\n\n")
    kind, index, *path = head.split("\n")
    if kind != "c2sp.org/tlog-proof@v1" or not index.startswith("index "):
        raise Wrong(f"entry {entry['n']} has no proof")
    checkpoint = checkpoint_of(note, key)
    leaf = f"case:{case}\n{entry['n']}\n{entry['seal']}\n".encode()
    hashes = [unbase64(one) for one in path]
    if root_of(leaf, int(index[6:]), checkpoint[1], hashes) != checkpoint[2]:
        raise Wrong(f"entry {entry['n']} does not stand under the checkpoint")
    return checkpoint


def check(content: dict[str, Any], key: str) -> tuple[str, int, bytes]:
    """The checkpoint under which all entries of the case stand, one after another."""
    if content["format"] != "section26 case proof 1" or not content["entries"]:
        raise Wrong("this is no proof of a case")
    seal_before, checkpoints = "0" * 64, set()
    for number, entry in enumerate(content["entries"], start=1):
        sealed = f"{seal_before}\n{number}\n{entry['body']}".encode()
        if entry["n"] != number or sha256(sealed).hex() != entry["seal"]:
            raise Wrong(f"entry {number} is not what was sealed")
        if entry["prev"] != seal_before:
            raise Wrong(f"entry {number} does not follow the one before it")
        checkpoints.add(check_entry(content["case"], entry, key))
        seal_before = entry["seal"]
    if len(checkpoints) != 1:
        raise Wrong("the entries stand under different checkpoints")
    return checkpoints.pop()


def check_since(since: dict[str, Any], key: str, newer: tuple[str, int, bytes]) -> int:
    """The size of the older checkpoint, when its log is the beginning: RFC 9162, 2.1.4.2."""
    _, size, root = checkpoint_of(since["checkpoint"], key)
    path = [unbase64(one) for one in since["path"]]
    if size == newer[1]:
        hold = not path and root == newer[2]
    elif not 0 < size < newer[1]:
        hold = size == 0 and not path
    else:
        hold = grown(root, size, newer, path)
    if not hold:
        raise Wrong("the log is not the one of the older checkpoint, grown")
    return size


def grown(root: bytes, size: int, newer: tuple[str, int, bytes], path: list[bytes]) -> bool:
    """Whether the path leads to both roots."""
    hashes = [root, *path] if size & (size - 1) == 0 else path
    at, last = size - 1, newer[1] - 1
    while at % 2 == 1:
        at, last = at // 2, last // 2
    return bool(hashes) and roots_above(hashes, at, last) == (root, newer[2])


def roots_above(hashes: list[bytes], at: int, last: int) -> tuple[bytes, bytes] | None:
    """The older and the newer root that a path leads to; None when it does not end at the top."""
    left = right = hashes[0]
    for one in hashes[1:]:
        if last == 0:
            return None
        if at % 2 == 1 or at == last:
            left, right = sha256(b"\x01" + one + left), sha256(b"\x01" + one + right)
            while at % 2 == 0 and at > 0:
                at, last = at // 2, last // 2
        else:
            right = sha256(b"\x01" + right + one)
        at, last = at // 2, last // 2
    return (left, right) if last == 0 else None


def only_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object in which no name stands twice: else two readers could see two things."""
    if len({name for name, _ in pairs}) != len(pairs):
        raise Wrong("a name stands twice in the file")
    return dict(pairs)


def checked(path: Path, key: str) -> tuple[dict[str, Any], tuple[str, int, bytes], int | None]:
    """What a file holds, the checkpoint it stands under, and the size of the older one if any."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=only_once)
        checkpoint = check(content, key)
        since = check_since(content["since"], key, checkpoint) if "since" in content else None
    except InvalidSignature:
        raise Wrong("the checkpoint was changed after it was signed") from None
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, OSError) as problem:
        raise Wrong(
            f"this is no proof of a case: it was cut short or is another file ({problem})"
        ) from problem
    return content, checkpoint, since


def main() -> int:
    """0 when the file proves the case, 1 when it does not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("key", help="the published verifier key line")
    parser.add_argument("--read", action="store_true", help="show what the entries say")
    asked = parser.parse_args()
    try:
        content, (origin, size, _), since = checked(asked.file, asked.key)
    except Wrong as problem:
        print(f"WRONG: {problem}")
        return 1
    for entry in content["entries"] if asked.read else ():
        said = json.loads(entry["body"])
        print(f"{entry['n']:4} {said.get('at')} {said.get('event')}: {said.get('name')}")
    count = len(content["entries"])
    print(f"{content['case']}: {count} entries stand in {origin} as of its {size:,} entries")
    print("whether the case has later entries, the log as a whole alone can say")
    if since is not None:
        print(f"which is the log of {since:,} entries that was signed before, grown")
    return 0


if __name__ == "__main__":
    sys.exit(main())
