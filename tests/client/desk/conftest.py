"""Halls for tests of the desk: prepared once, and a copy for each test."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import structlog
from argon2 import PasswordHasher

from client.desk import signing_in
from client.desk.scan_reader import ChildScanReader
from sync.central import passwords
from tests.client.desk.desk_hall import Frozen, Hall, Pc, thaw


@pytest.fixture(autouse=True)
def plain_log() -> Iterator[None]:
    """No rendering of locals, which takes longer than what is tested."""
    structlog.configure(processors=[structlog.processors.JSONRenderer(default=str)])
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session", autouse=True)
def light_passwords() -> Iterator[None]:
    """Argon2id as always, but not made slow on purpose."""
    light = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        for module in (signing_in, passwords):
            patch.setattr(module, "PasswordHasher", light)
        yield


@pytest.fixture(scope="session")
def reader() -> Iterator[ChildScanReader]:
    """The child process that reads files; starting it takes half a second."""
    reader = ChildScanReader()
    yield reader
    reader.close()


@pytest.fixture(scope="session")
def first_morning(light_passwords: None, tmp_path_factory: pytest.TempPathFactory, reader: ChildScanReader) -> Frozen:
    """PC 03 with a clerk, the catalog and receipt numbers; nothing done yet."""
    hall = Hall(tmp_path_factory.mktemp("desk") / "morning", reader=reader)
    hall.publish()
    hall.pc().sign_in()
    hall.pc().sync()
    return hall.freeze()


@pytest.fixture(scope="session")
def completed(first_morning: Frozen, tmp_path_factory: pytest.TempPathFactory, reader: ChildScanReader) -> Frozen:
    """The restaurant can be accepted: all filled in, twelve scans, two materials deferred. Nothing sent yet."""
    hall = thaw(first_morning, tmp_path_factory.mktemp("desk") / "completed", reader=reader)
    hall.application = hall.pc().complete()
    return hall.freeze()


@pytest.fixture(scope="session")
def accepted(completed: Frozen, tmp_path_factory: pytest.TempPathFactory, reader: ChildScanReader) -> Frozen:
    """The restaurant is accepted, and the centre has all of it."""
    hall = thaw(completed, tmp_path_factory.mktemp("desk") / "accepted", reader=reader)
    hall.pc().accept(hall.application)
    hall.pc().sync()
    return hall.freeze()


@pytest.fixture
def hall(first_morning: Frozen, tmp_path: Path, reader: ChildScanReader) -> Iterator[Hall]:
    """A hall on its first morning."""
    hall = thaw(first_morning, tmp_path / "hall", reader=reader)
    yield hall
    hall.close()


@pytest.fixture
def complete_hall(completed: Frozen, tmp_path: Path, reader: ChildScanReader) -> Iterator[Hall]:
    """A hall where `hall.application` can be accepted."""
    hall = thaw(completed, tmp_path / "hall", reader=reader)
    yield hall
    hall.close()


@pytest.fixture
def accepted_hall(accepted: Frozen, tmp_path: Path, reader: ChildScanReader) -> Iterator[Hall]:
    """A hall where `hall.application` is accepted and sent, with two open deferrals."""
    hall = thaw(accepted, tmp_path / "hall", reader=reader)
    yield hall
    hall.close()


@pytest.fixture
def pc(hall: Hall) -> Pc:
    """PC 03 on the first morning."""
    return hall.pc()


@pytest.fixture
def complete_pc(complete_hall: Hall) -> Pc:
    """PC 03 with `pc.hall.application` ready to be accepted."""
    return complete_hall.pc()


@pytest.fixture
def accepted_pc(accepted_hall: Hall) -> Pc:
    """PC 03 with `pc.hall.application` accepted and sent."""
    return accepted_hall.pc()
