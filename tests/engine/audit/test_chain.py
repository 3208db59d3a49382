"""The arithmetic of the log."""

from hypothesis import given
from hypothesis import strategies as st

from engine.audit.chain import START, Entry, Head, broken, entry
from engine.audit.facts import VOCABULARY, told


def chain(*bodies: str) -> list[Entry]:
    made: list[Entry] = []
    for n, body in enumerate(bodies, start=1):
        made.append(entry(n, made[-1].seal if made else START, {"text": body}))
    return made


def head(entries: list[Entry]) -> Head:
    return Head(len(entries), entries[-1].seal) if entries else Head(0, START)


@given(st.lists(st.text(max_size=20), max_size=8))
def test_a_chain_as_written_is_whole(bodies: list[str]) -> None:
    assert broken(chain(*bodies), head(chain(*bodies))) is None


@given(st.lists(st.text(max_size=20), min_size=1, max_size=8), st.data())
def test_a_changed_entry_is_named(bodies: list[str], data: st.DataObject) -> None:
    entries = chain(*bodies)
    at = data.draw(st.integers(0, len(entries) - 1))
    changed = [*entries]
    changed[at] = entries[at]._replace(body=entries[at].body + " ")
    assert broken(changed, head(entries)) == f"entry {at + 1} was changed after it was written"


def test_a_lost_entry_and_a_lost_tail_are_told() -> None:
    entries = chain("a", "b", "c")
    assert broken([entries[0], entries[2]], head(entries)) == "entry 2 is missing"
    assert "ends at entry 2, but 3" in str(broken(entries[:2], head(entries)))
    swapped = [entries[0], entries[2]._replace(n=2)]
    assert "does not follow" in str(broken(swapped, head(entries)))


def test_every_word_of_the_log_can_be_told() -> None:
    for event in VOCABULARY:
        assert told(event, "Recommend", "version 2")
