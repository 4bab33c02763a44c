"""What a release uploads: both archives, checked by the package index's own rules."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from email.parser import BytesParser
from pathlib import Path

import pytest
from packaging.metadata import Metadata

from tabletop.release import DISTRIBUTION, program_version

TOP = Path(__file__).parents[2]
# In one process of several, so that the archives are built once.
pytestmark = pytest.mark.xdist_group("release")


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Build the source archive and the wheel without a network."""
    found = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(found), str(TOP)]
    subprocess.run(command, check=True, capture_output=True)
    return sorted(found.iterdir())


def metadata(archive: Path) -> bytes:
    """Return the metadata in an archive, as the index reads it."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as opened:
            (name,) = [one for one in opened.namelist() if one.endswith(".dist-info/METADATA")]
            return opened.read(name)
    with tarfile.open(archive) as opened:
        (member,) = [one for one in opened if one.name.count("/") == 1 and "PKG-INFO" in one.name]
        file = opened.extractfile(member)
        assert file is not None
        return file.read()


@pytest.mark.slow
def test_a_release_is_a_source_archive_and_a_wheel_under_our_own_name(archives: list[Path]) -> None:
    stem = f"{DISTRIBUTION.replace('-', '_')}-{program_version()}"
    assert [one.name for one in archives] == [f"{stem}-py3-none-any.whl", f"{stem}.tar.gz"]


@pytest.mark.slow
def test_the_index_would_take_both_archives(archives: list[Path]) -> None:
    for archive in archives:
        read = Metadata.from_email(metadata(archive), validate=True)
        assert read.name == DISTRIBUTION
        assert str(read.version) == program_version()
    run = subprocess.run(
        [sys.executable, "-m", "twine", "check", "--strict", *map(str, archives)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.slow
def test_the_import_and_the_command_keep_the_short_name(archives: list[Path]) -> None:
    wheel = archives[0]
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
        (entries,) = [one for one in names if one.endswith("entry_points.txt")]
        assert b"tabletop = tabletop.cli:main" in opened.read(entries)
    assert "tabletop/__init__.py" in names
    assert "tabletop/exercise/shipped/korea-end-of-war.toml" in names


@pytest.mark.slow
def test_no_extra_points_at_the_stranger_who_has_the_short_name(archives: list[Path]) -> None:
    for archive in archives:
        wanted = BytesParser().parsebytes(metadata(archive)).get_all("Requires-Dist", [])
        assert [one for one in wanted if one.split("[")[0].strip() == "tabletop"] == []
