"""What people say to the questions of the small definition, rightly and wrongly."""

from hypothesis import strategies as st

WORDS = st.sampled_from(["A request", "Zażółć", "x" * 60, "  ", "", "x" * 61])
SAID = {
    "title": WORDS,
    "people": WORDS,
    "risk": WORDS,
    "cost": st.sampled_from(["0", "7", "1000", "1001", "-1", "many", ""]),
    "verdict": st.sampled_from(["yes", "back", "back", "perhaps", ""]),
}
GOOD = {
    "title": st.sampled_from(["A request", "Another"]),
    "people": st.just("Two"),
    "risk": st.just("Low"),
    "cost": st.sampled_from(["7", "8"]),
    "verdict": st.sampled_from(["yes", "back"]),
}


def question(element: str) -> str:
    """What a step asks."""
    return {"ask": "title", "decide": "verdict"}.get(element, element.removeprefix("check_"))
