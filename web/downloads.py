"""Files out: always as attachments, so that nothing handed in is ever run by a browser."""

import io
from typing import TYPE_CHECKING

from flask import Response, make_response, send_file

if TYPE_CHECKING:
    from engine.queries.case_page import File


def attachment(file: "File") -> Response:
    """A file to download under its own name."""
    return send_file(
        io.BytesIO(file.content),
        mimetype=file.media_type,
        as_attachment=True,
        download_name=file.name,
    )


def picture(file: "File") -> Response:
    """A picture for a page of ours to show; whatever else it may hold, no browser looks for it."""
    answer = send_file(io.BytesIO(file.content), mimetype=file.media_type, download_name=file.name)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def inline_xml(content: bytes) -> Response:
    """A diagram for our own script to draw; a browser that opens it alone sees plain text."""
    response = make_response(content)
    response.headers["Content-Type"] = "application/xml"
    response.headers["Content-Disposition"] = "attachment"
    return response
