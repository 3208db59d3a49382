"""Files made to cost whoever reads them cost little, whatever is said of them."""

from contextlib import suppress
from time import process_time

import pytest

from tests.hostile.limits import AT_ONCE
from tests.support.hostile_files import HOSTILE
from tests.support.readers import READERS, REFUSALS


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_refused_at_once(name: str) -> None:
    content = HOSTILE[name].make()
    began = process_time()
    with suppress(*REFUSALS):
        READERS[HOSTILE[name].reader](content)

    assert process_time() - began < AT_ONCE
