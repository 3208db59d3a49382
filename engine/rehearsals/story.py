"""A story as its author wrote it: who does what on which day, and what must then be true."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import yaml

from engine.clock import LONDON
from engine.errors import StoryFailed
from engine.rehearsals.written import MOST_CHARACTERS, UNREADABLE, Written, value_of, why

NINE = time(9)  # a day without a time begins when the office does
_STEP = {
    "on",
    "ago",
    "as",
    "of",
    "do",
    "answers",
    "sign",
    "refused",
    "wait",
    "message",
    "note",
    "apart",
}
_STORY = {"story", "definition", "force", "steps", "expect", "case", "source", "about", "open"}


class PlainWords(Written):
    """YAML in which `on`, `yes` and `no` are words: only true and false are truth values."""


PlainWords.yaml_implicit_resolvers = {
    first: [(tag, test) for tag, test in tests if tag != "tag:yaml.org,2002:bool"]
    for first, tests in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
PlainWords.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a story."""

    place: int
    on: datetime | None = None
    ago: str | None = None
    wait: str | None = None
    role: str | None = None
    of: str | None = None
    do: str | None = None
    message: str | None = None
    answers: Mapping[str, object] = field(default_factory=dict)
    sign: tuple[str, ...] = ()
    refused: str | None = None
    apart: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """The step as a failure names it: `step 3 (decide_consent)`."""
        day = self.on.isoformat() if self.on else ""
        what = self.do or self.message or self.wait or day
        return f"step {self.place} ({what})"


@dataclass(frozen=True, slots=True)
class Story:
    """A rehearsal: its steps, and what must be true at the end."""

    name: str
    title: str
    definition: str
    force: str
    steps: tuple[Step, ...]
    expect: Mapping[str, object]


def read_story(path: Path, today: date) -> Story:
    """The story in a file; StoryFailed in a sentence when it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
        if len(text) > MOST_CHARACTERS:
            raise StoryFailed(f"{path.name} is longer than {MOST_CHARACTERS:,} characters")
        plain = value_of(text, PlainWords)
    except OSError as problem:
        raise StoryFailed(f"{path.name} cannot be read: {problem}") from problem
    except UNREADABLE as problem:
        raise StoryFailed(f"{path.name} cannot be read: {why(problem)}") from problem
    if not isinstance(plain, dict) or not isinstance(plain.get("steps"), list):
        raise StoryFailed(f"{path.name}: a story is a list of 'steps' under a 'story' title")
    _refuse_unknown_keys(path.name, plain, _STORY)
    return Story(
        name=path.stem,
        title=str(plain.get("story", path.stem)),
        definition=str(plain.get("definition", "section_26")),
        force=str(plain.get("force", "")),
        steps=tuple(
            _step(path.name, place, step, today)
            for place, step in enumerate(plain["steps"], start=1)
        ),
        expect=plain.get("expect") or {},
    )


def _step(name: str, place: int, plain: object, today: date) -> Step:
    if not isinstance(plain, dict):
        raise StoryFailed(f"{name}: step {place} must be 'as', 'do' and 'answers'")
    _refuse_unknown_keys(f"{name}: step {place}", plain, _STEP)
    signed = plain.get("sign") or ()
    return Step(
        place=place,
        on=_moment_of(plain["on"]) if "on" in plain else None,
        ago=_text_of(plain, "ago"),
        wait=_text_of(plain, "wait"),
        role=_text_of(plain, "as"),
        of=_text_of(plain, "of"),
        do=_text_of(plain, "do"),
        message=_text_of(plain, "message"),
        answers=_answers(name, place, plain.get("answers") or {}, today),
        sign=(signed,) if isinstance(signed, str) else tuple(signed),
        refused=_text_of(plain, "refused"),
        apart=tuple(plain.get("apart") or ()),
    )


def _answers(name: str, place: int, plain: object, today: date) -> dict[str, object]:
    if not isinstance(plain, dict):
        raise StoryFailed(f"{name}: step {place}: 'answers' must be questions with their answers")
    return _each_exact(plain, today)


def _refuse_unknown_keys(where: str, plain: Mapping[str, object], known: set[str]) -> None:
    strange = sorted(str(key) for key in plain.keys() - known)
    if strange:
        raise StoryFailed(
            f"{where} has '{strange[0]}', which is none of {', '.join(sorted(known))}"
        )


def _text_of(plain: Mapping[str, object], key: str) -> str | None:
    return str(plain[key]) if plain.get(key) is not None else None


def _moment_of(value: object) -> datetime:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=LONDON)
    if isinstance(value, date):
        return datetime.combine(value, NINE, LONDON)
    try:
        return _moment_of(datetime.fromisoformat(str(value)))
    except ValueError as problem:
        raise StoryFailed(f"'{value}' is not a day or a day and time") from problem


def exact(plain: object, today: date | None = None) -> object:
    """Answers as the forms take them: exact numbers, files as if handed in, days from today."""
    if isinstance(plain, dict):
        if set(plain) == {"upload"}:
            return upload(plain["upload"])
        if set(plain) == {"in_days"} and today is not None:
            return today + timedelta(days=plain["in_days"])
        return _each_exact(plain, today)
    if isinstance(plain, list):
        return [exact(item, today) for item in plain]
    if isinstance(plain, int | float) and not isinstance(plain, bool):
        return Decimal(str(plain))
    return plain


def _each_exact(plain: Mapping[object, object], today: date | None) -> dict[str, object]:
    return {str(key): exact(answer, today) for key, answer in plain.items()}


def upload(name: str) -> dict[str, object]:
    """A one-page PDF of that name, as a browser would hand it in."""
    page = f"%PDF-1.4\n% {name}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    return {"name": name, "content": page.encode(), "media_type": "application/pdf"}
