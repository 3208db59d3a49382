"""Signed notes, checkpoints and proofs: known ones are read, and nothing that was changed."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from engine.audit.checkpoint import Checkpoint, leaf_of, proof_text, proved, read_checkpoint
from engine.audit.note import Signer, Verifier, read_note, sign
from engine.audit.tree import inclusion_paths, root_of
from engine.errors import ProofRefused

# The example of c2sp.org/signed-note.
EXAMPLE_KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n\n\u2014 example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
NAME = "section26.example/log"


def signer(seed: int, name: str = NAME) -> Signer:
    return Signer(name, Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


OLD, NEW, OTHER = signer(1), signer(2), signer(3)
SEALS = [leaf_of("case:LAN-2011-0001", n, "0" * 64) for n in range(1, 8)]
CHECKPOINT = Checkpoint(NAME, len(SEALS), root_of(SEALS))
NOTE = sign(str(CHECKPOINT), [NEW])


def test_the_published_example_is_read() -> None:
    verifier = Verifier.read(EXAMPLE_KEY)

    assert read_note(EXAMPLE, [verifier]) == "This is an example message.\n"
    assert str(verifier) == EXAMPLE_KEY


def test_a_signature_is_made_as_the_published_one_was() -> None:
    assert NOTE.startswith(f"{NAME}\n7\n")
    assert read_note(NOTE, [NEW.verifier]) == str(CHECKPOINT)
    assert sign(str(CHECKPOINT), [NEW]) == NOTE


def test_a_note_may_have_several_lines_and_one_known_is_enough() -> None:
    both = sign(str(CHECKPOINT), [OLD, NEW])

    for known in ([OLD.verifier], [NEW.verifier], [OLD.verifier, OTHER.verifier, NEW.verifier]):
        assert read_checkpoint(both, known) == CHECKPOINT


def test_a_false_line_of_a_known_key_refuses_the_whole_note() -> None:
    of_another = sign(f"{NAME}\n8\n{'A' * 43}=\n", [OLD]).split("\n\n")[1]

    with pytest.raises(ProofRefused, match="is not of this text"):
        read_note(NOTE + of_another, [OLD.verifier, NEW.verifier])
    assert read_note(NOTE + of_another, [NEW.verifier])


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("", "no signed note"),
        ("some words", "no signed note"),
        (NOTE.removesuffix("\n"), "no signed note"),
        (NOTE.replace(f"{NAME}\n7", f"{NAME}\n\t7"), "no signed note"),
        (NOTE + "x" * 100_000 + "\n", "no signed note"),
        (NOTE + "words\n", "no signature"),
        (NOTE + f"\u2014 {NAME} AAAA\n", "no signature"),
        (NOTE + f"\u2014 {NAME} AAAAA\n", "no base64"),
        (NOTE.replace("\n7\n", "\n8\n"), "is not of this text"),
        (NOTE.replace("\n7\n", "\n\ud800\n"), "is not of this text"),
        (sign(str(CHECKPOINT), [OTHER]), "no key that is known"),
        (sign(f"{NAME}\n07\n{'A' * 43}=\n", [NEW]), "no checkpoint"),
        (sign(f"{NAME}\n{'9' * 40}\n{'A' * 43}=\n", [NEW]), "no checkpoint"),
        (sign(f"{NAME}\n7\n", [NEW]), "no checkpoint"),
        (sign(f"{NAME}\n7\nAAAA\n", [NEW]), "its root is no SHA-256"),
        (sign(str(Checkpoint("another/log", 7, CHECKPOINT.root)), [NEW]), "another log"),
    ],
)
def test_what_is_no_checkpoint_of_ours_is_refused_in_a_sentence(note: str, said: str) -> None:
    with pytest.raises(ProofRefused, match=said):
        read_checkpoint(note, [NEW.verifier])


def test_lines_after_the_root_are_passed_over() -> None:
    assert read_checkpoint(sign(f"{CHECKPOINT}more\n", [NEW]), [NEW.verifier]) == CHECKPOINT


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "no verifier key"),
        ("name+00000000", "no verifier key"),
        (EXAMPLE_KEY.replace("530d903a", "530d903b"), "is damaged"),
        (EXAMPLE_KEY.replace("example.com", "exam ple.com"), "no verifier key"),
        (EXAMPLE_KEY.replace("+Aeky", "+Beky"), "no verifier key"),
        ("name+00000000+é", "no base64"),
    ],
)
def test_what_is_no_verifier_key_is_refused(line: str, said: str) -> None:
    with pytest.raises(ProofRefused, match=said):
        Verifier.read(line)


def proof(place: int) -> str:
    return proof_text(place, inclusion_paths(SEALS, [place])[place], NOTE)


@pytest.mark.parametrize("place", range(len(SEALS)))
def test_a_proof_holds_for_its_own_entry(place: int) -> None:
    assert proved(proof(place), SEALS[place], [NEW.verifier]) == (place, CHECKPOINT)
    with pytest.raises(ProofRefused, match="does not stand under"):
        proved(proof(place), SEALS[place - 1], [NEW.verifier])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "words",
        proof(3).replace("tlog-proof@v1", "tlog-proof@v2"),
        proof(3).replace("index 3", "place 3"),
        proof(3).replace("index 3", "index 03"),
        proof(3).replace("index 3", "index -3"),
    ],
)
def test_what_is_no_proof_is_refused(text: str) -> None:
    with pytest.raises(ProofRefused, match="no proof of"):
        proved(text, SEALS[3], [NEW.verifier])
