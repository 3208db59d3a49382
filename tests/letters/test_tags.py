"""Tags of a line of text: found with the strings in them, and refused in plain words."""

import pytest

from engine.letters.tags import BadTag, tags_in, without_tags


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dear {{ name }},", [("{{", "", "name")]),
        ("{%p if a == 1 %}", [("{%", "p", "if a == 1")]),
        ("{% p if a %}", [("{%", "p", "if a")]),
        ("{%tr for row in rows %}", [("{%", "tr", "for row in rows")]),
        ("{%r if a %}x{%r endif %}", [("{%", "r", "if a"), ("{%", "r", "endif")]),
        ("{{p clauses.money }}", [("{{", "p", "clauses.money")]),
        ("{{ p }}{{ p if p else q }}", [("{{", "", "p"), ("{{", "", "p if p else q")]),
        ("{# a note %} #}x", [("{#", "", "")]),
        ("{%p if a == '%} }}' %}", [("{%", "p", "if a == '%} }}'")]),
        ('{{ "He said \\"}}\\"." }}', [("{{", "", '"He said \\"}}\\"."')]),
        ("{{ \u201cAmbassador\u2019s\u201d }}", [("{{", "", '"Ambassador\u2019s"')]),
        ("{{ a|number_of(\u2018day\u2019, \u2018days\u2019) }}",
         [("{{", "", "a|number_of('day', 'days')")]),
        ("{{\xa0na\xadme\t}}", [("{{", "", "name")]),
        ("{{ 'a\tb' }}", [("{{", "", "'a b'")]),
        ("{{ -income }}", [("{{", "", "-income")]),
    ],
)  # fmt: skip
def test_a_tag_is_found_with_what_it_says(text: str, found: list[tuple[str, str, str]]) -> None:
    assert [(tag.opening, tag.level, tag.code) for tag in tags_in(text)] == found


@pytest.mark.parametrize(
    ("text", "start", "sentence"),
    [
        ("Dear {{ name", 5, "a tag begins here ({{) and does not end (}})"),
        ("Use {% not a tag", 4, "a tag begins here ({%)"),
        ("name }}", 5, "a tag ends here (}}) that never began"),
        ("name %}", 5, "a tag ends here (%}) that never began"),
        ("x {%p if a == 'b %}", 2, "a quotation mark in this tag has no other"),
        ("{%- if a %}", 0, "beside the braces moves words together"),
        ("{{ a -}}", 0, "beside the braces moves words together"),
        ("{%+ if a %}", 0, "beside the braces moves words together"),
    ],
)
def test_what_cannot_be_a_tag_is_told(text: str, start: int, sentence: str) -> None:
    with pytest.raises(BadTag) as bad:
        list(tags_in(text))

    assert sentence in str(bad.value)
    assert bad.value.start == start


def test_words_outside_tags_are_found_without_any_space() -> None:
    assert without_tags("Dear {{ a }} and {# b #}\tC {%p if d %}") == "DearandC"
