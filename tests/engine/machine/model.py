"""What the small definition means, written without the engine: the oracle of the state machine."""

from dataclasses import InitVar, dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

LAPSE = 9
LONDON = ZoneInfo("Europe/London")
Answers = dict[str, str]


@dataclass
class LetterKept:
    """A letter that a step wrote."""

    element: str
    code: str
    version: int
    status: str


@dataclass(frozen=True)
class Edition:
    """A version: how many days its reminder waits, and which its second review is."""

    number: int
    days: int
    review: str


@dataclass
class CaseKept:
    """One case as it must be: what waits, what is known, what was written, what will ring."""

    edition: Edition
    now: InitVar[datetime]
    open: dict[str, str] = field(default_factory=lambda: {"ask": "open"})
    facts: dict[str, Any] = field(default_factory=dict)
    letters: list[LetterKept] = field(default_factory=list)
    drafts: dict[str, Answers] = field(default_factory=dict)
    takers: dict[str, str] = field(default_factory=dict)
    timers: dict[str, datetime] = field(default_factory=dict)
    rung: int = 0
    notices: dict[str, list[str]] = field(default_factory=dict)  # who was handed what, unsent
    notified: int = 0

    def __post_init__(self, now: datetime) -> None:
        """Somebody has to ask before it lapses."""
        self.timers = {"lapses": _later(now, LAPSE)}

    @property
    def status(self) -> str:
        """Open until nothing waits any more."""
        return "open" if self.open else "ended"

    def told(self) -> dict[str, Any]:
        """The case as the tables should tell it."""
        return {
            "open": self.open,
            "facts": sorted((key, str(value)) for key, value in self.facts.items()),
            "letters": [(one.element, one.code, one.version, one.status) for one in self.letters],
            "timers": self.timers,
            "status": self.status,
            "version": self.edition.number,
            "drafts": self.drafts,
            "takers": set(self.takers),
        }

    def completed(self, element: str, answers: Answers, now: datetime) -> None:
        """A step is done with answers that will do."""
        self.facts |= {key: _fact(key, said) for key, said in answers.items()}
        if element == "ask":
            self._write("ask", "S1")
            self._leave("ask", "check_cost", self.edition.review)
            self.timers = {}
        elif element == "decide" and answers["verdict"] == "yes":
            self._write("decide", "S2")
            self.open["decide"] = "signing"
        elif element == "decide":
            self._leave("decide", "ask")
            self.timers = {"lapses": _later(now, LAPSE)}
        else:
            self._leave(element)
            if not self.open:
                self.open["decide"] = "open"
                self.timers = {"waits": _later(now, self.edition.days)}

    def signed(self) -> None:
        """The letter of the decision came back."""
        self._settle("signed")
        self._leave("decide")
        self.timers = {}

    def reopened(self) -> None:
        """The letter of the decision was wrong."""
        self._settle("superseded")
        self.open["decide"] = "open"
        self.drafts.setdefault("decide", {"verdict": "yes"})

    def written_again(self) -> None:
        """The letter of the decision was written anew."""
        self._settle("superseded")
        self._write("decide", "S2")

    def may_give(self, element: str, giver: str) -> bool:
        """Whoever may do or has it; the deputy is chief officer too, who oversees the others."""
        overseen = giver == "deputy" and element != "decide"
        return overseen or self.takers.get(element, giver) == giver

    def handed_over(self, element: str, giver: str, to: str) -> None:
        """A task is with somebody else now, who is told unless they took it themselves."""
        self.takers[element] = to
        if giver != to:
            self.notices.setdefault(element, []).append(to)

    def told_of(self, name: str, text: str) -> None:
        """News came while the decision waited."""
        self.facts["note" if name == "noted" else "why"] = text
        if name == "withdrawn":
            self._leave("decide")
            self.timers = {}

    def stays(self, to: Edition) -> bool:
        """Whether the case cannot move to that version: it has ended, or is in other reviews."""
        reviewing = "check_cost" in self.open or self.edition.review in self.open
        return not self.open or (reviewing and to.review != self.edition.review)

    def time_passed(self, now: datetime) -> None:
        """It is now *now*: a reminder rings once, and a request that nobody made lapses."""
        for element, told in self.notices.items():
            self.notified += told.count(self.takers.get(element, "nobody"))
        self.notices = {}
        due = {name for name, at in self.timers.items() if at <= now}
        self.rung += "waits" in due
        if "lapses" in due:
            self._leave("ask")
        self.timers = {name: at for name, at in self.timers.items() if name not in due}

    def _leave(self, element: str, *to: str) -> None:
        del self.open[element]
        self.drafts.pop(element, None)
        self.takers.pop(element, None)
        self.notices.pop(element, None)
        self.open |= dict.fromkeys(to, "open")

    def _write(self, element: str, code: str) -> None:
        version = 1 + sum(letter.code == code for letter in self.letters)
        self.letters.append(LetterKept(element, code, version, "issued"))

    def _settle(self, status: str) -> None:
        (waiting,) = (one for one in self.letters if (one.code, one.status) == ("S2", "issued"))
        waiting.status = status


def will_do(element: str, answers: Answers | None) -> bool:
    """Whether a step takes these answers."""
    if answers is None:
        return False
    key = {"ask": "title", "decide": "verdict"}.get(element, element.removeprefix("check_"))
    said = answers.get(key, "")
    if set(answers) != {key} or not said.strip():
        return False
    if key == "cost":
        return said.isdigit() and int(said) <= 1000
    return said in {"yes", "back"} if key == "verdict" else len(said) <= 60


def _fact(key: str, said: str) -> Any:
    return Decimal(said) if key == "cost" else said


def _later(now: datetime, days: int) -> datetime:
    """The same time of day in London, that many days on."""
    return (now.astimezone(LONDON) + timedelta(days=days)).astimezone(UTC)
