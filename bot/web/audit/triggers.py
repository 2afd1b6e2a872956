"""The database's own refusal to change the audit, whatever code asks it to."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

_TABLES = ("audit_auditentry", "audit_receipt")
_REFUSAL = "the audit is append-only"


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place; those that are there are replaced.

    Raises:
        NotImplementedError: The database is neither SQLite nor PostgreSQL.
    """
    _run(connection, _removals(connection) + _installations(connection))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for going back a migration, and for emptying a test database."""
    _run(connection, _removals(connection))


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _installations(connection: BaseDatabaseWrapper) -> list[str]:
    if connection.vendor == "sqlite":
        return [_sqlite(table, deed) for table in _TABLES for deed in ("UPDATE", "DELETE")]
    if connection.vendor == "postgresql":
        return _postgresql()
    raise NotImplementedError(f"the audit needs SQLite or PostgreSQL, and this is {connection.vendor}")


def _removals(connection: BaseDatabaseWrapper) -> list[str]:
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_no_{deed}" for table in _TABLES for deed in ("update", "delete")]
    return [
        f"DROP TRIGGER IF EXISTS {table}_no_{deed} ON {table}"
        for table in _TABLES
        for deed in ("update", "delete", "truncate")
    ]


def _may_go(table: str) -> str:
    """Return the condition under which a row may be deleted: a receipt says that entries of its age are."""
    if table != "audit_auditentry":
        return "1 = 0"
    return "OLD.at < (SELECT MAX(before) FROM audit_receipt WHERE kind = 'audit')"


def _sqlite(table: str, deed: str) -> str:
    condition = f"WHEN NOT COALESCE(({_may_go(table)}), 0)" if deed == "DELETE" else ""
    return (
        f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
    )


def _postgresql() -> list[str]:
    statements = [
        f"""CREATE OR REPLACE FUNCTION audit_refuses() RETURNS trigger AS $$
        BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$ LANGUAGE plpgsql"""
    ]
    for table in _TABLES:
        gate = f"{table}_delete"
        statements += [
            f"""CREATE OR REPLACE FUNCTION {gate}() RETURNS trigger AS $$
            BEGIN
              IF COALESCE({_may_go(table)}, FALSE) THEN RETURN OLD; END IF;
              RAISE EXCEPTION '{_REFUSAL}';
            END $$ LANGUAGE plpgsql""",
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION audit_refuses()",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {gate}()",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()",
        ]
    return statements
