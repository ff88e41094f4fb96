"""The ledger is sorted and counted by its own indexes: what it shows of an application stands in its lines.

Each index begins with what a list always asks (open or ended), then the order, then what filters ask.
"""

from __future__ import annotations

from typing import Any

_REST = "due_day, receipt_number, material, application, status, is_awaited, site, keeper"

STATEMENTS = (
    # The lines come from the operations again, when the store opens.
    "DROP TABLE view_deferrals",
    """CREATE TABLE view_deferrals (
        application TEXT NOT NULL REFERENCES view_applications (application) ON DELETE RESTRICT,
        material TEXT NOT NULL,
        material_name TEXT NOT NULL,
        item_names TEXT NOT NULL,
        reason TEXT NOT NULL,
        due_day TEXT NOT NULL,
        status TEXT NOT NULL,
        is_open INTEGER NOT NULL,
        is_needed INTEGER NOT NULL,
        is_awaited INTEGER NOT NULL,
        site TEXT NOT NULL,
        keeper TEXT NOT NULL,
        keeper_name TEXT NOT NULL,
        receipt_number TEXT NOT NULL,
        applicant TEXT NOT NULL,
        phone TEXT NOT NULL,
        catalog TEXT NOT NULL,
        applicant_key TEXT NOT NULL,
        item_key TEXT NOT NULL,
        reached_step INTEGER NOT NULL,
        reminded_step INTEGER NOT NULL,
        reminded_day TEXT NOT NULL,
        reminded_way TEXT NOT NULL,
        reminded_reached INTEGER NOT NULL,
        reminded_by TEXT NOT NULL,
        PRIMARY KEY (application, material)
    ) STRICT""",
    f"CREATE INDEX view_deferrals_due ON view_deferrals (is_open, {_REST}, reached_step)",
    f"CREATE INDEX view_deferrals_applicant ON view_deferrals (is_open, applicant_key, {_REST})",
    f"CREATE INDEX view_deferrals_item ON view_deferrals (is_open, item_key, {_REST})",
    "CREATE INDEX view_deferrals_site ON view_deferrals"
    " (is_open, site, due_day, receipt_number, material, application, status, is_awaited, keeper)",
    "CREATE INDEX view_deferrals_state ON view_deferrals"
    " (is_open, status, due_day, receipt_number, material, application, is_awaited, site, keeper)",
    "CREATE INDEX view_deferrals_keeper ON view_deferrals (is_open, keeper)",
    "CREATE INDEX view_deferrals_awaited ON view_deferrals (is_awaited, due_day, reached_step, keeper, site, is_open)",
    "INSERT INTO meta (name, value) SELECT 'views_behind', 'ledger' WHERE EXISTS (SELECT 1 FROM operations)",
)


def up(migrator: Any, db: Any) -> None:
    """Make the table anew, empty; the store fills it when it opens."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
