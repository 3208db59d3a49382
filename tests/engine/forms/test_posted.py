"""A request's body in the shape of the form, and the buttons of rows and files."""

from collections.abc import Callable
from typing import Any

from engine.forms.files import without_content
from engine.forms.posted import act, decode, keep_files

Ask = Callable[..., Any]

CATALOG = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj"
PDF = ("a.pdf", CATALOG + b" a", "application/pdf")
REFUSED = ("a.exe", b"MZ", "application/pdf")


def post(form: Any, *pairs: tuple[str, str], **files: Any) -> dict[str, Any]:
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return decode(form, fields, {name.replace("__", "-"): file for name, file in files.items()})


def trip(form: Any) -> Any:
    rows = [
        {"type": "textfield", "key": "rank", "label": "Rank"},
        {"type": "datetime", "key": "from", "label": "From"},
        {
            "type": "checklist",
            "key": "kit",
            "label": "Kit",
            "values": [{"label": "A", "value": "a"}],
        },
        {"type": "filepicker", "key": "cv", "label": "CV"},
    ]
    return form(
        {"type": "textfield", "key": "title", "label": "Title"},
        {"type": "datetime", "key": "start", "label": "Start"},
        {
            "type": "checklist",
            "key": "kinds",
            "label": "K",
            "values": [{"label": "A", "value": "a"}],
        },
        {"type": "filepicker", "key": "terms", "label": "Terms"},
        {"type": "dynamiclist", "path": "posts", "label": "Posts", "components": rows},
    )


def test_a_body_takes_the_shape_of_its_form(form: Ask) -> None:
    raw = post(
        trip(form),
        ("csrf_token", "t"), ("action", "continue"), ("revision", "4"),
        ("title", "T"),
        ("start-day", "1"), ("start-month", "2"), ("start-year", "2012"),
        ("kinds", "a"), ("kinds", "b"),
        ("posts", "3"), ("posts-0-rank", "Sergeant"), ("posts-2-from-day", "9"),
        ("posts-2-kit", "a"),
    )  # fmt: skip

    assert raw == {
        "title": "T",
        "start": {"day": "1", "month": "2", "year": "2012"},
        "kinds": ["a", "b"],
        "posts": [{"rank": "Sergeant"}, {}, {"from": {"day": "9"}, "kit": ["a"]}],
    }


def test_names_the_form_does_not_know_are_kept_to_be_refused(form: Ask) -> None:
    pairs = [
        ("lane_owners", "me"), ("title-day", "1"), ("start-hour", "2"), ("posts-x-rank", "r"),
        ("posts-0", "r"), ("posts-101-rank", "r"), ("posts-007-rank", "r"), ("posts-0-owner", "o"),
        ("-", "x"), ("", "y"),
    ]  # fmt: skip
    raw = post(trip(form), *pairs)

    assert raw.pop("posts") == [{"owner": "o"}]
    assert raw == {name: value for name, value in pairs if name != "posts-0-owner"}


def test_a_count_of_rows_cannot_fill_the_memory(form: Ask) -> None:
    assert len(post(trip(form), ("posts", "999"))["posts"]) == 101
    assert post(trip(form), ("posts", "9999999")) == {"posts": "9999999"}
    assert post(trip(form), ("posts", "many"), ("posts-0-rank", "r"))["posts"] == [{"rank": "r"}]


def test_a_name_posted_twice_is_two_answers(form: Ask) -> None:
    assert post(trip(form), ("title", "a"), ("title", "b")) == {"title": ["a", "b"]}


def test_parts_of_a_date_win_over_a_whole_one(form: Ask) -> None:
    raw = post(trip(form), ("start", "2012-01-01"), ("start-day", "1"))

    assert raw == {"start": {"day": "1"}}


def test_files_stand_where_they_were_asked(form: Ask) -> None:
    raw = post(trip(form), terms=PDF, posts__1__cv=PDF, title=("", b"", ""))

    assert raw == {
        "terms": {"name": "a.pdf", "content": PDF[1], "media_type": "application/pdf"},
        "posts": [
            {},
            {"cv": {"name": "a.pdf", "content": PDF[1], "media_type": "application/pdf"}},
        ],
    }


def test_a_file_kept_from_before_stays_when_no_new_one_comes(form: Ask) -> None:
    asked = trip(form)
    first: Any = without_content(post(asked, ("posts", "2"), terms=PDF, posts__1__cv=PDF))
    again = post(asked, ("title", "T"), ("posts", "3"))
    other = ("b.pdf", CATALOG + b" b", "application/pdf")

    kept: Any = keep_files(asked, again, first)
    replaced: Any = keep_files(asked, post(asked, terms=other), first)

    assert kept["terms"]["name"] == "a.pdf"
    assert kept["posts"] == [{}, {"cv": first["posts"][1]["cv"]}, {}]
    assert replaced["terms"]["name"] == "b.pdf"
    assert keep_files(asked, again, {}) == again
    assert "posts" not in keep_files(asked, {}, first)


def test_a_new_file_keeps_in_mind_the_one_it_replaces(form: Ask) -> None:
    asked = form({"type": "filepicker", "key": "terms", "label": "Terms"})
    held = without_content(post(asked, terms=PDF))
    new = {"name": "a.exe", "content": b"MZ", "media_type": "x"}

    assert keep_files(asked, {"terms": new}, held) == {"terms": new | {"before": held["terms"]}}
    assert keep_files(asked, {"terms": new}, {}) == {"terms": new}


def test_a_file_we_cannot_keep_is_not_kept(form: Ask) -> None:
    assert without_content(post(trip(form), terms=REFUSED)) == {"terms": None}


def test_a_row_can_be_added_and_removed(form: Ask) -> None:
    asked = trip(form)

    assert act(asked, {}, "add-posts") == {"posts": [{}, {}]}
    assert act(asked, {"posts": [{"rank": "a"}, {"rank": "b"}]}, "remove-posts-0") == {
        "posts": [{"rank": "b"}]
    }
    assert act(asked, {"posts": []}, "add-posts") == {"posts": [{}]}
    assert act(asked, {"posts": [{}] * 100}, "add-posts") == {"posts": [{}] * 100}
    assert act(asked, {"posts": [{}]}, "remove-posts-7") == {"posts": [{}]}


def test_a_kept_file_can_be_dropped(form: Ask) -> None:
    asked = trip(form)
    raw = {"terms": "kept", "posts": [{"cv": "kept", "rank": "r"}]}

    assert act(asked, raw, "drop-terms") == {"posts": raw["posts"]}
    assert act(asked, raw, "drop-posts-0-cv") == {"terms": "kept", "posts": [{"rank": "r"}]}


def test_updating_the_questions_changes_no_answer(form: Ask) -> None:
    assert act(trip(form), {"title": "T"}, "update") == {"title": "T"}


def test_other_buttons_are_not_ours(form: Ask) -> None:
    for action in (
        *("continue", "draft", "", "add-title", "add-", "add-posts-0", "remove-posts"),
        *("remove-posts-x", "remove-posts-²", "drop-title", "drop-posts", "drop-posts-9-cv"),
        *("drop-posts-0-rank", "drop-", "drop-terms-0"),
    ):
        assert act(trip(form), {"posts": [{}]}, action) is None


def test_what_is_no_row_makes_room_for_rows(form: Ask) -> None:
    assert post(trip(form), ("posts", "x"), ("posts", "y"), ("posts-0-rank", "a")) == {
        "posts": [{"rank": "a"}]
    }
