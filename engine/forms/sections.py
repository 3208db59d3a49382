"""The sections of a form: groups that are asked on a page each, and how far each has come. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.feel.values import Facts
from engine.forms.asked import Seen, ask
from engine.forms.fields import Field, Form, Raw, flat
from engine.forms.text import is_blank


@dataclass(frozen=True, slots=True)
class Section:
    """One section as the list of them shows it; sections are numbered from 1."""

    number: int
    title: str
    status: str  # done, started, to_do or not_needed


def sections_in(form: Form) -> tuple[Field, ...]:
    """The groups that are sections; none where the form is asked on one page."""
    return tuple(field for field in form.fields if field.section)


def keys_of(form: Form, number: int) -> frozenset[str]:
    """The keys of the questions of a section."""
    return frozenset(f.key for f in flat(sections_in(form)[number - 1].children) if f.asks)


def section_with(form: Form, path: str) -> int | None:
    """The section that asks what stands at that path; None where there are no sections."""
    key = path.partition(".")[0]
    numbers = range(1, len(sections_in(form)) + 1)
    return next((number for number in numbers if key in keys_of(form, number)), None)


def with_section(form: Form, number: int, typed: Raw, earlier: Raw) -> dict[str, object]:
    """All answers: those of the section as typed just now, the others as they were."""
    keys = keys_of(form, number)
    return {**{key: answer for key, answer in earlier.items() if key not in keys}, **typed}


def problems_of(form: Form, number: int, problems: Mapping[str, str]) -> dict[str, str]:
    """Those of the problems that are to be mended in a section."""
    keys = keys_of(form, number)
    return {path: said for path, said in problems.items() if path.partition(".")[0] in keys}


def how_far(
    form: Form, answers: Raw, facts: Facts, problems: Mapping[str, str]
) -> Iterator[Section]:
    """Each section in order, with what is still to be done in it."""
    questions = ask(form, answers, facts).questions
    for number, question in enumerate(questions, start=1):
        started = not all(is_blank(answers.get(key)) for key in keys_of(form, number))
        status = "started" if started else "to_do"
        if question.seen is not Seen.ASKED:
            status = "not_needed"
        elif started and not problems_of(form, number, problems):
            status = "done"
        yield Section(number, question.label, status)
