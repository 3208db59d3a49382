"""Whatever reads a zip, XML, JSON, YAML or PDF file goes through one reader, or says why not."""

import re
from pathlib import Path

import pytest

READS = re.compile(
    r"json\.loads?\b|orjson\.loads\b|etree\.(?:fromstring|parse|iterparse|XML|HTML|XMLParser)\b|"
    r"\bZipFile\b|yaml\.\w*load\w*|\bget_json\b|request\.json\b|tarfile|gzip|bz2|lzma|pickle|"
    r"zlib\.decompress\w*|\bPdfDocument\b|\bPdfReader\b|minidom|ElementTree|marshal|tomllib|"
    r"JSONDecoder|from (?:json|orjson|zipfile|zlib|yaml|lxml\.etree) import"
)
THE_READERS = {
    "engine/readers/json_text.py",
    "engine/readers/pdf_streams.py",
    "engine/readers/xml_tree.py",
    "engine/readers/zip_file.py",
    "engine/rehearsals/written.py",
}
WRITTEN_BY_US = "a column that the engine itself wrote, sealed and held by verify"
# Each place that reads by itself, and why what it reads needs none of the limits.
ALLOWED = {
    "engine/audit/body.py": WRITTEN_BY_US,
    "engine/backups/pack.py": "zipfile: a database of any size, unpacked in pieces, to its digest",
    "engine/cases/saved.py": WRITTEN_BY_US,
    "engine/cases/values.py": WRITTEN_BY_US,
    "engine/cli/deciding.py": "the answer just made, turned into plain values",
    "engine/commands/trigger_timer.py": WRITTEN_BY_US,
    "engine/commands/open_incident.py": WRITTEN_BY_US,
    "engine/commands/send_mail.py": WRITTEN_BY_US,
    "engine/definitions/bundle.py": "zipfile: writes only",
    "engine/letters/returned/kept.py": WRITTEN_BY_US,
    "engine/letters/returned/pdf_pages.py": "runs in the limited process, after the PDF was walked",
    "engine/letters/returned/pdf_picture.py": "the same",
    "engine/limited.py": "what our own child process said, as much of it as is taken from one",
    "engine/queries/definition_pages.py": WRITTEN_BY_US,
    "engine/queries/register_pages.py": WRITTEN_BY_US,
    "engine/register/rows.py": WRITTEN_BY_US,
    "web/static_assets.py": "the manifest that our own build wrote",
}


def readers_of_their_own(root: Path) -> set[str]:
    """The modules that open a file's format themselves."""
    places = [*root.glob("engine/**/*.py"), *root.glob("web/**/*.py")]
    ours = [place for place in places if "migrations" not in place.parts]
    names = {str(place.relative_to(root)) for place in ours if READS.search(place.read_text())}
    return {name for name in names if "node_modules" not in name}


def test_every_file_of_somebody_else_goes_through_one_reader(root: Path) -> None:
    assert readers_of_their_own(root) - THE_READERS == set(ALLOWED)


@pytest.mark.parametrize(
    "source",
    [
        "import json\njson.loads('[]')",
        "import orjson\nread = map(orjson.loads, said)",
        "from json import loads",
        "from lxml.etree import fromstring",
        "from zipfile import ZipFile as Package",
        "import json\njson.JSONDecoder().decode('[]')",
    ],
)
def test_a_reader_of_its_own_is_noticed(source: str, tmp_path: Path) -> None:
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "sly.py").write_text(source)

    assert readers_of_their_own(tmp_path) == {"engine/sly.py"}
