"""The documents of the example districts, as the product builds them."""

import shutil
from datetime import date

import pytest

from htssp_builder.actions.district import open_district
from htssp_builder.actions.planned import open_planned
from htssp_builder.compose.build import compose
from htssp_builder.pack.find import shipped
from htssp_builder.word.writer import write

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def examples(tmp_path_factory):
    """Every document of every example district with its file, by "district-document"."""
    made = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HTSSP_CACHE", str(tmp_path_factory.getbasetemp() / "htssp-cache"))
        for example in sorted(path for path in shipped("examples").iterdir() if path.is_dir()):
            folder = tmp_path_factory.mktemp("district") / example.name
            shutil.copytree(example, folder)
            district = open_district(folder)
            facts = district.facts._replace(planned=open_planned(district, TODAY))
            pack, programs = district.opened.pack, district.opened.programs
            for name in pack.documents:
                document = compose(pack, programs[name], pack.documents[name], facts)
                made[f"{example.name}-{name}"] = document, write(document)
    return made
