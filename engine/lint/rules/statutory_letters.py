"""A letter that the law knows is written by its own step, signed as it must be, and by no other."""

from collections.abc import Iterator

from engine.analysis.definition import Definition
from engine.analysis.naming import called, listed, quoted, step_called
from engine.analysis.satisfiability import Choices, satisfiable
from engine.bpmn.elements import LetterRule, Node
from engine.bpmn.panel import under
from engine.letters.compile import Letter
from engine.lint.authority import authority_of_deciders, authority_of_last, given_in
from engine.lint.constants import constants
from engine.lint.finding import Fault, Place
from engine.lint.likeness import squeezed
from engine.lint.protected import is_bound, letter_meant
from engine.lint.written_in import wording_of
from engine.people.law import StatutoryLetter


def faults(definition: Definition) -> Iterator[Fault]:
    """Letters written where they may not be, otherwise than they must be, or under another code."""
    for node in definition.drawing.nodes:
        yield from _of_step(definition, node)
    for letter in definition.setting.law.letters.values():
        yield from _not_written(definition, letter)
    for code, template in definition.contents.letters.items():
        if isinstance(template, Letter):
            yield from _claims(definition, code, template)
            yield from _authority(definition, code, template)
    yield from _kept(definition)


def _of_step(definition: Definition, node: Node) -> Iterator[Fault]:
    for rule in node.letters:
        meant = letter_meant(definition, rule.code)
        if meant is not None:
            yield from (
                Fault(node, sentence) for sentence in _written(definition, node, rule, meant)
            )


def _written(
    definition: Definition, node: Node, rule: LetterRule, letter: StatutoryLetter
) -> Iterator[str]:
    name, what = called(node), f"letter {rule.code}"
    if node.id not in letter.steps or rule.code != letter.code:
        yield (
            f"{name} writes {what}, the {quoted(letter.title)} of the law, which only the step "
            f"{_writers(definition, letter)} may write as {letter.code} ({letter.basis}): take it "
            f"away {under('letter.template')}, or write a letter with a code and words of its own."
        )
        return
    signatory = rule.signatory or node.role
    if signatory not in letter.signatories:
        yield (
            f"{what} of {name} is to be signed by {definition.setting.role_called(signatory)}, but "
            f"it is {_signers(definition, letter)} who signs it ({letter.basis}): choose who "
            f"{under('letter.signatory')}."
        )
    if letter.signed and not rule.for_signature:
        yield (
            f"{what} of {name} need not come back signed, but without a signature it has no effect "
            f"({letter.basis}): choose that the signed copy must come back, "
            f"{under('letter.return')}."
        )
    yield from _when(definition, name, rule, letter)


def _when(
    definition: Definition, name: str, rule: LetterRule, letter: StatutoryLetter
) -> Iterator[str]:
    when, only_when = rule.when or "true", letter.only_when or "true"
    known = _known(definition)
    too_often = satisfiable([(when, True), (only_when, False)], known)
    too_seldom = satisfiable([(when, False), (only_when, True)], known)
    if too_often or too_seldom:
        allowed = f"exactly when {letter.only_when}" if letter.only_when else "every time"
        yield (
            f"letter {rule.code} of {name} is written when {quoted(when)}, but the law has it "
            f"written {allowed} ({letter.basis}): correct it "
            f"{under('letter.*.when', rule.code)}."
        )


def _writers(definition: Definition, letter: StatutoryLetter) -> str:
    return listed([step_called(definition.model, step) for step in letter.steps], "or")


def _signers(definition: Definition, letter: StatutoryLetter) -> str:
    roles = sorted(letter.signatories)
    return listed([definition.setting.role_called(role) for role in roles], "or")


def _known(definition: Definition) -> Choices:
    """The facts of the law with their answers; any other fact may have any value."""
    answers: dict[str, tuple[str | bool | None, ...]] = {}
    for row in definition.setting.law.facts:
        if row.answers:
            answers[row.fact] = (*row.values, None)
    return answers


def _not_written(definition: Definition, letter: StatutoryLetter) -> Iterator[Fault]:
    for step in letter.steps:
        drawn = definition.drawing.node(step)
        if drawn is not None and is_bound(definition, drawn):
            yield from _left_out(drawn, letter)


def _left_out(node: Node, letter: StatutoryLetter) -> Iterator[Fault]:
    if letter.code not in {rule.code for rule in node.letters}:
        yield Fault(
            node,
            f"{called(node)} does not write letter {letter.code}, the {quoted(letter.title)} "
            f"({letter.basis}): tick it {under('letter.template')}.",
        )


def _claims(definition: Definition, code: str, template: Letter) -> Iterator[Fault]:
    """The other letters of the law that a template speaks like."""
    own = letter_meant(definition, code)
    others = [one for one in definition.setting.law.letters.values() if one is not own]
    wording = wording_of(template)
    if own is not None and not any(squeezed(claim) in wording.words for claim in own.claims):
        yield Fault(
            Place(f"letters/{code}.docx", code, code),
            f"the template of letter {code} does not say what the {quoted(own.title)} must say "
            f"({own.basis}): write {listed([quoted(claim) for claim in own.claims], 'or')} in it.",
        )
    for letter in others:
        said = [claim for claim in letter.claims if squeezed(claim) in wording.words]
        begun = [] if own else wording.begins(letter.headings)
        for words in [*said, *begun][:1]:
            yield Fault(
                Place(f"letters/{code}.docx", code, code),
                f"the template of letter {code} says {quoted(words)}, the words of letter "
                f"{letter.code}, which only the step {_writers(definition, letter)} may write "
                f"({letter.basis}): say something else.",
            )


def _authority(definition: Definition, code: str, template: Letter) -> Iterator[Fault]:
    """Letters that say in whatever words that authority is given, and are not the law's own."""
    own = letter_meant(definition, code)
    if own is None:
        said = given_in(authority_of_deciders(definition.setting.law), template.paragraphs)
    elif own.signatories.isdisjoint(definition.setting.law.words.get("last", ())):
        said = given_in(
            authority_of_last(definition.setting.law), template.paragraphs, named_only=True
        )
    else:
        return
    if said is not None:
        yield Fault(
            Place(f"letters/{code}.docx", code, code),
            f"the template of letter {code} says {quoted(said)}, as if it gave the authority that "
            "only the letters of the law give: say what is asked for or still to come.",
        )


def _kept(definition: Definition) -> Iterator[Fault]:
    """Words that the diagram or a table keeps as a fact, which any letter may then say."""
    claims = [claim for one in definition.setting.law.letters.values() for claim in one.claims]
    for thing, what, words in constants(definition):
        looks = squeezed(words)
        said = [claim for claim in claims if squeezed(claim) in looks]
        if said or given_in(authority_of_deciders(definition.setting.law), (words,)) is not None:
            yield Fault(
                thing,
                f"{what} keeps {quoted(words)}, words of a letter of the law, which any letter "
                "could say then: keep a word for what is meant, and let the letter say it.",
            )
