"""The built browser files: their names from the manifest, and how they are served."""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import NoReturn
from wsgiref.headers import Headers

from flask import Blueprint, Flask, abort
from whitenoise import WhiteNoise

from web.headers import ALWAYS

BUILT = Path(__file__).parent / "static"
MISSING = (
    "The browser files have not been built, so no page can be shown. "
    "Run: python hatch_build.py (or pip install -e .), then start again."
)
pages = Blueprint("static_assets", __name__)
HASHED = re.compile(r"^.+-[A-Z0-9]{8}\..+$")


class AssetsMissing(RuntimeError):
    """The pages cannot be served: the browser files were never built."""


@lru_cache(maxsize=1)
def manifest() -> dict[str, str]:
    """The name each built file has today, by the name templates use."""
    try:
        names: dict[str, str] = json.loads((BUILT / "manifest.json").read_text())
    except FileNotFoundError:
        raise AssetsMissing(MISSING) from None
    return names


def asset(name: str) -> str:
    """The address of a built file."""
    return f"/static/{manifest()[name]}"


@pages.get("/static/<path:path>")
def missing(path: str) -> NoReturn:
    """Only asked for a file that is not there: those that are, are served before any view."""
    abort(404, f"There is no file {path}.")


def _add_headers(headers: Headers, _path: str, _url: str) -> None:
    for name, value in ALWAYS.items():
        headers[name] = value


def attach(app: Flask) -> None:
    """Serve the built files, for ever cacheable, and give templates `asset()`."""
    manifest()
    served = WhiteNoise(
        app.wsgi_app,
        immutable_file_test=lambda _, url: bool(HASHED.match(url)),
        add_headers_function=_add_headers,
        allow_all_origins=False,
    )
    served.add_files(str(BUILT), prefix="static/")
    app.wsgi_app = served  # type: ignore[method-assign]
    app.jinja_env.globals["asset"] = asset
