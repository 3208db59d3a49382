"""The two names of a question in a sentence: after "Enter", and before "must be"."""

import re

_ARTICLE = re.compile(r"^(?:the|an?|your|their|its) ", re.IGNORECASE)
_QUESTION = re.compile(
    r"^(?:the|an?|your|any|each|who|whom|whose|what|which|when|where|why|how) ", re.IGNORECASE
)


def noun_from(label: str) -> str:
    """What to put after "Enter" for a question that does not say."""
    words = re.sub(r"\{\{.*?\}\}", "", label).strip(" ?:.")
    start = words[:1].lower() + words[1:] if words[1:2].islower() else words
    return start if _QUESTION.match(words) else f"the {start}"


def name_from(noun: str) -> str:
    """What to put before "must be": the noun without its article, as a sentence starts."""
    bare = _ARTICLE.sub("", noun)
    return bare[:1].upper() + bare[1:]
