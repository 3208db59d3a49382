"""Forms with more fields than any of ours has, turned away before they are taken apart."""

from flask import Flask, abort, current_app, request

from web.wording import problem

PLAIN = "application/x-www-form-urlencoded"

LARGEST_TO_SIGN_IN = 64 * 1024  # bytes: an address, a password, and where somebody was going


def must_be_small() -> None:
    """Turns away, before it is taken apart, what no form for signing in can be."""
    if request.content_length and (
        request.mimetype != PLAIN or request.content_length > LARGEST_TO_SIGN_IN
    ):
        abort(400, problem("too_much_for_a_stranger"))


def attach(app: Flask) -> None:
    """Count the fields of every plain form; those sent in parts are counted as they are read."""
    app.before_request(_count)


def _count() -> None:
    if request.mimetype != PLAIN:
        return
    longest = current_app.config["MAX_FORM_MEMORY_SIZE"]
    if request.content_length is None or request.content_length > longest:
        abort(413)
    if request.get_data(cache=True).count(b"&") >= current_app.config["MAX_FORM_PARTS"]:
        abort(400, problem("too_many_fields"))
