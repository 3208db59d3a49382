"""What proves a case to somebody outside: its entries, and that each stands under a checkpoint."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select

from engine.audit.chain import Entry, broken
from engine.audit.checkpoint import Checkpoint, leaf_of, proof_text, read_checkpoint
from engine.audit.folder import KeptNote
from engine.audit.log import case_chain, entries, head_of
from engine.audit.note import Verifier, text_of
from engine.audit.places import Leaf, each_leaf, verifiers
from engine.audit.tree import consistency_path, inclusion_paths, root_of
from engine.cases.tables import case
from engine.context import QueryContext
from engine.errors import NotFound, ProofRefused
from engine.people.nearly import did_you_mean

FORMAT = "section26 case proof 1"
SIGN_AGAIN = "sign a newer checkpoint with s26 checkpoint sign"
LOOK_AT_IT = "run s26 verify to see what happened"


@dataclass(frozen=True, slots=True)
class CaseProof:
    """A case's entries with the proof of each, for a file that is checked without the service."""

    case: str
    content: dict[str, object]  # as docs/proof.md describes it
    proved: int  # entries
    unsigned: int  # later entries, which no checkpoint covers yet
    checkpoint: Checkpoint


def case_proof(
    context: QueryContext, reference: str, note: KeptNote, older: KeptNote | None = None
) -> CaseProof:
    """The proof of a case under the checkpoint in *note*.

    With the checkpoint in *older*, which somebody may know already, it also proves that the log
    then is the beginning of the log now. NotFound for an unknown case; ProofRefused when the note
    is none of ours, the log is not the one that was signed, or no entry of the case stands in it.
    """
    keys = verifiers(context.db)
    checkpoint = _checkpoint_in(note, keys)
    chain = _entries_of_case(context, reference)
    leaves = list(islice(each_leaf(context.db), checkpoint.size))
    hashes = [leaf_of(leaf.chain, leaf.n, leaf.seal) for leaf in leaves]
    if len(hashes) < checkpoint.size or root_of(hashes) != checkpoint.root:
        raise ProofRefused(f"the log is not the one that was signed: {LOOK_AT_IT}")
    places = _places_in_log(leaves, reference, chain)
    paths = inclusion_paths(hashes, places)
    content: dict[str, object] = {
        "format": FORMAT,
        "case": reference,
        "keys": [str(key) for key in keys],
        "entries": [
            _entry(entry, proof_text(place, paths[place], note.text))
            for entry, place in zip(chain, places, strict=False)
        ],
    }
    if older is not None:
        content["since"] = _growth_since(older, keys, hashes)
    return CaseProof(reference, content, len(places), len(chain) - len(places), checkpoint)


def _checkpoint_in(note: KeptNote, keys: Sequence[Verifier]) -> Checkpoint:
    try:
        return read_checkpoint(note.text, keys)
    except ProofRefused as problem:
        raise ProofRefused(f"checkpoint {note.name}: {problem}") from None


def _entries_of_case(context: QueryContext, reference: str) -> list[Entry]:
    references = list(context.db.execute(select(case.c.reference)).scalars())
    if reference not in references:
        raise NotFound(f"there is no case '{reference}'{did_you_mean(reference, references)}")
    chain = entries(context.db, case_chain(reference))
    fault = broken(chain, head_of(context.db, case_chain(reference)))
    if fault:
        raise ProofRefused(f"{reference} cannot be proved, {fault}: {LOOK_AT_IT}")
    return chain


def _places_in_log(leaves: Sequence[Leaf], reference: str, chain: Sequence[Entry]) -> list[int]:
    """Where the case's entries stand, first entry first; those that were signed."""
    of_case = [leaf for leaf in leaves if leaf.chain == case_chain(reference)]
    if not of_case:
        raise ProofRefused(f"no checkpoint covers {reference} yet: {SIGN_AGAIN}")
    of_case.sort(key=lambda leaf: leaf.n)
    stand = [(entry.n, entry.seal) for entry in chain[: len(of_case)]]
    if [(leaf.n, leaf.seal) for leaf in of_case] != stand:
        raise ProofRefused(f"the entries of {reference} are not those placed: {LOOK_AT_IT}")
    return [leaf.place for leaf in of_case]


def _entry(entry: Entry, proof: str) -> dict[str, object]:
    return {
        "n": entry.n,
        "prev": entry.prev,
        "seal": entry.seal,
        "body": entry.body,
        "proof": proof,
    }


def _growth_since(
    older: KeptNote, keys: Sequence[Verifier], hashes: Sequence[bytes]
) -> dict[str, object]:
    checkpoint = _checkpoint_in(older, keys)
    if checkpoint.size > len(hashes) or root_of(hashes[: checkpoint.size]) != checkpoint.root:
        raise ProofRefused(f"checkpoint {older.name} is of another log than this: {LOOK_AT_IT}")
    path = consistency_path(hashes, checkpoint.size)
    return {"checkpoint": older.text, "path": [text_of(digest) for digest in path]}


def newest_of_ours(context: QueryContext, notes: Iterator[KeptNote]) -> KeptNote | None:
    """The newest of *notes* that a known key signed."""
    keys = verifiers(context.db)
    for note in notes:
        try:
            read_checkpoint(note.text, keys)
        except ProofRefused:
            continue
        return note
    return None
