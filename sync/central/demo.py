"""Accounts of the demonstration: clerks of two sites, a supervisor, and a reviewer for each department."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from sync.central.passwords import verifier_of
from sync.central.review import REVIEWER
from sync.central.sessions import ALL_DEPARTMENTS
from sync.central.store.rows import Person
from sync.central.store.store import Store

PASSWORD = "demo-2026"

_HALL = {"site": "01", "site_name": "市民中心综合窗口"}
_STREET = {"site": "02", "site_name": "解放街道便民服务中心"}


def seed(store: Store, departments: Mapping[str, str]) -> None:
    """Add the accounts that are not there yet; `departments` are names by code."""
    verifier = verifier_of(PASSWORD)
    with store.transaction():
        for person in _people(departments):
            if store.accounts.find(person.account) is None:
                store.accounts.put(replace(person, verifier=verifier))


def _people(departments: Mapping[str, str]) -> Iterable[Person]:
    yield _clerk("wangfang", "王芳", role="clerk", **_HALL)
    yield _clerk("zhaolei", "赵磊", role="clerk", **_HALL)
    yield _clerk("limin", "李敏", role="supervisor", **_HALL)
    yield _clerk("chenjing", "陈静", role="clerk", **_STREET)
    yield _reviewer("reviewer", "审批员", (ALL_DEPARTMENTS,))
    for code, name in departments.items():
        yield _reviewer(f"reviewer-{code}", f"{name}审批员", (code,))


def _clerk(account: str, name: str, *, role: str, site: str, site_name: str) -> Person:
    return Person(account=account, name=name, role=role, site=site, site_name=site_name, departments=(), verifier="")


def _reviewer(account: str, name: str, departments: tuple[str, ...]) -> Person:
    return Person(
        account=account, name=name, role=REVIEWER, site="", site_name="", departments=departments, verifier=""
    )
