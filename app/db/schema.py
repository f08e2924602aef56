"""Tables of the data file and the migrations that lead to them.

Every table is STRICT. Columns of people, memberships, proposals and units come from the field table, so a new
field grows a column at the next opening and needs no migration of its own.
"""

from __future__ import annotations

from app.db.engine import Database, sqlite_utils
from app.domain.fields import (
    MEMBER_FIELDS,
    OUTSIDER_FIELDS,
    PROPOSAL_FIELDS,
    TEAM_FIELDS,
    UNIT_FIELDS,
    Field,
    Home,
    Kind,
    at_home,
)

APPLICATION_ID = 0x4C47_4531  # "LGE1"
SCHEMA_VERSION = 3

migrations = sqlite_utils.Migrations("liange")

SEARCH_TABLES = frozenset(
    {"proposal_words", *(f"proposal_words_{part}" for part in ("data", "idx", "docsize", "config"))}
)
"""The full-text index of proposals: made of the tables it serves, and made anew whenever it lags behind them."""

UNLOGGED = (
    frozenset({"meta", "session", "operations", "changes", "blobs", "_sqlite_migrations"}) | SEARCH_TABLES
)
"""Tables that the change log leaves alone: bookkeeping of the file itself, and contents that are named by their hash."""

_PROPOSAL_FIELDS = at_home(PROPOSAL_FIELDS, Home.PROPOSAL)

PROPOSAL_COLUMNS = tuple(field for field in _PROPOSAL_FIELDS if field.kind is not Kind.LONG)
"""Short fields of a proposal: what lists show, sort and filter by."""

TEXT_COLUMNS = tuple(field for field in _PROPOSAL_FIELDS if field.kind is Kind.LONG)
"""Long ones stand in a table of their own, so that a list never reads through ten thousand texts."""

_FIELD_TABLES: tuple[tuple[str, tuple[Field, ...]], ...] = (
    (Home.PERSON, at_home(MEMBER_FIELDS, Home.PERSON)),
    (Home.MEMBERSHIP, at_home(MEMBER_FIELDS, Home.MEMBERSHIP)),
    (Home.PROPOSAL, PROPOSAL_COLUMNS),
    ("proposal_texts", TEXT_COLUMNS),
    (Home.UNIT, at_home(UNIT_FIELDS, Home.UNIT)),
    (Home.TEAM, at_home(TEAM_FIELDS, Home.TEAM)),
    (Home.OUTSIDER, at_home(OUTSIDER_FIELDS, Home.OUTSIDER)),
)

_BOOKKEEPING = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE session (id INTEGER PRIMARY KEY CHECK (id = 1), operation INTEGER) STRICT;
INSERT INTO session (id) VALUES (1);
CREATE TABLE operations (
    id INTEGER PRIMARY KEY, label TEXT NOT NULL, at TEXT NOT NULL, machine TEXT NOT NULL, user TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')), target INTEGER REFERENCES operations(id),
    undone INTEGER NOT NULL DEFAULT 0, barrier INTEGER NOT NULL DEFAULT 0, rows INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE changes (
    id INTEGER PRIMARY KEY, operation INTEGER NOT NULL REFERENCES operations(id), tbl TEXT NOT NULL,
    row INTEGER NOT NULL, before TEXT, after TEXT
) STRICT;
CREATE INDEX changes_by_operation ON changes(operation);
CREATE INDEX changes_by_row ON changes(row);
"""

_PEOPLE = """
CREATE TABLE settings (id INTEGER PRIMARY KEY, scope INTEGER NOT NULL DEFAULT 0, key TEXT NOT NULL, value TEXT NOT NULL DEFAULT '',
    UNIQUE (scope, key)) STRICT;
CREATE TABLE terms (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, starts TEXT NOT NULL DEFAULT '',
    ends TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE plenaries (id INTEGER PRIMARY KEY, term_id INTEGER NOT NULL REFERENCES terms(id), name TEXT NOT NULL UNIQUE,
    starts TEXT NOT NULL DEFAULT '', ends TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE codes (id INTEGER PRIMARY KEY, list TEXT NOT NULL, name TEXT NOT NULL, position INTEGER NOT NULL,
    UNIQUE (list, name)) STRICT;
CREATE TABLE persons (id INTEGER PRIMARY KEY) STRICT;
CREATE TABLE memberships (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES persons(id),
    term_id INTEGER NOT NULL REFERENCES terms(id), UNIQUE (person_id, term_id)) STRICT;
CREATE TABLE facts (
    id INTEGER PRIMARY KEY, membership_id INTEGER NOT NULL REFERENCES memberships(id), field TEXT NOT NULL,
    value TEXT NOT NULL DEFAULT '', kind TEXT NOT NULL DEFAULT '', role TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0, starts TEXT NOT NULL DEFAULT '', ends TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '', basis TEXT NOT NULL DEFAULT '', organ TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX facts_by_membership ON facts(membership_id, field);
CREATE INDEX memberships_by_term ON memberships(term_id);
"""

_LIAISON = """
CREATE TABLE schemes (id INTEGER PRIMARY KEY, term_id INTEGER NOT NULL REFERENCES terms(id), name TEXT NOT NULL,
    rules TEXT NOT NULL, UNIQUE (term_id, name)) STRICT;
CREATE TABLE guests (id INTEGER PRIMARY KEY, scheme_id INTEGER NOT NULL REFERENCES schemes(id), tier INTEGER NOT NULL,
    name TEXT NOT NULL, title TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE links (
    id INTEGER PRIMARY KEY, scheme_id INTEGER NOT NULL REFERENCES schemes(id), upper INTEGER NOT NULL,
    lower INTEGER NOT NULL REFERENCES memberships(id), starts TEXT NOT NULL DEFAULT '', ends TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX links_by_lower ON links(scheme_id, lower);
CREATE TABLE link_rules (
    id INTEGER PRIMARY KEY, scheme_id INTEGER NOT NULL REFERENCES schemes(id), kind TEXT NOT NULL
    CHECK (kind IN ('pin', 'forbid')), lower INTEGER NOT NULL REFERENCES memberships(id), upper INTEGER NOT NULL,
    UNIQUE (scheme_id, kind, lower, upper)
) STRICT;
"""

_PROPOSALS = """
CREATE TABLE units (id INTEGER PRIMARY KEY) STRICT;
CREATE TABLE proposals (
    id INTEGER PRIMARY KEY, plenary_id INTEGER NOT NULL REFERENCES plenaries(id), state TEXT NOT NULL,
    outcome TEXT NOT NULL DEFAULT '', merged_into INTEGER REFERENCES proposals(id)
) STRICT;
CREATE TABLE proposal_texts (id INTEGER PRIMARY KEY REFERENCES proposals(id)) STRICT;
CREATE TABLE sponsors (
    id INTEGER PRIMARY KEY, proposal_id INTEGER NOT NULL REFERENCES proposals(id), position INTEGER NOT NULL,
    role TEXT NOT NULL DEFAULT '', name TEXT NOT NULL DEFAULT '', membership_id INTEGER REFERENCES memberships(id)
) STRICT;
CREATE INDEX sponsors_by_proposal ON sponsors(proposal_id);
CREATE INDEX sponsors_by_member ON sponsors(membership_id);
CREATE TABLE handlings (
    id INTEGER PRIMARY KEY, proposal_id INTEGER NOT NULL REFERENCES proposals(id), unit_id INTEGER NOT NULL
    REFERENCES units(id), role TEXT NOT NULL, position INTEGER NOT NULL, assigned TEXT NOT NULL DEFAULT '',
    due TEXT NOT NULL DEFAULT '', accepted TEXT NOT NULL DEFAULT '', replied TEXT NOT NULL DEFAULT '',
    doc_no TEXT NOT NULL DEFAULT '', doc_no_written TEXT NOT NULL DEFAULT '', class TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX handlings_by_proposal ON handlings(proposal_id);
CREATE INDEX handlings_by_unit ON handlings(unit_id);
CREATE TABLE steps (
    id INTEGER PRIMARY KEY, proposal_id INTEGER NOT NULL REFERENCES proposals(id), position INTEGER NOT NULL DEFAULT 0,
    at TEXT NOT NULL DEFAULT '', action TEXT NOT NULL, note TEXT NOT NULL DEFAULT '', came_from TEXT NOT NULL DEFAULT '',
    details TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE INDEX steps_by_proposal ON steps(proposal_id);
CREATE INDEX proposals_by_plenary ON proposals(plenary_id);
CREATE INDEX proposals_merged ON proposals(merged_into) WHERE merged_into IS NOT NULL;
CREATE VIRTUAL TABLE proposal_words USING fts5(title, text, content='', contentless_delete=1, tokenize='ascii');
"""

_TEAMS = """
CREATE TABLE teams (id INTEGER PRIMARY KEY, term_id INTEGER NOT NULL REFERENCES terms(id)) STRICT;
CREATE INDEX teams_by_term ON teams(term_id);
CREATE TABLE team_outsiders (id INTEGER PRIMARY KEY, team_id INTEGER NOT NULL REFERENCES teams(id)) STRICT;
CREATE INDEX outsiders_by_team ON team_outsiders(team_id);
CREATE TABLE quotas (id INTEGER PRIMARY KEY, term_id INTEGER NOT NULL REFERENCES terms(id), sector TEXT NOT NULL,
    seats INTEGER NOT NULL, UNIQUE (term_id, sector)) STRICT;
CREATE TABLE spellings (id INTEGER PRIMARY KEY, list TEXT NOT NULL, written TEXT NOT NULL, means TEXT NOT NULL DEFAULT '',
    UNIQUE (list, written)) STRICT;
CREATE TABLE blobs (hash TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;
ALTER TABLE codes ADD COLUMN from_term INTEGER REFERENCES terms(id);
ALTER TABLE codes ADD COLUMN to_term INTEGER REFERENCES terms(id);
"""


_PAPER = """
CREATE TABLE archive (
    id INTEGER PRIMARY KEY, no INTEGER NOT NULL UNIQUE, form TEXT NOT NULL, title TEXT NOT NULL,
    term TEXT NOT NULL DEFAULT '', day TEXT NOT NULL DEFAULT '',
    level TEXT NOT NULL DEFAULT '', options TEXT NOT NULL DEFAULT '{}', pages INTEGER NOT NULL DEFAULT 0,
    how TEXT NOT NULL DEFAULT '', at TEXT NOT NULL, machine TEXT NOT NULL DEFAULT '', user TEXT NOT NULL DEFAULT '',
    pdf TEXT NOT NULL, facts TEXT NOT NULL, note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX archive_by_form ON archive(form, at);
CREATE TABLE wordings (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, layout TEXT NOT NULL, subject TEXT NOT NULL DEFAULT '',
    parts TEXT NOT NULL DEFAULT '{}', position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE given_forms (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, file TEXT NOT NULL, hash TEXT NOT NULL, subject TEXT NOT NULL DEFAULT '',
    places TEXT NOT NULL DEFAULT '[]'
) STRICT;
"""


@migrations()
def m001_first_light(db: Database) -> None:
    """Create every table of the first version."""
    _run(db, _BOOKKEEPING, _PEOPLE, _LIAISON, _PROPOSALS)


@migrations()
def m002_roster_in_full(db: Database) -> None:
    """Teams with people who are no 委员, seats per 界别, spellings learned, photos by hash, code lists with from and to 届."""
    _run(db, _TEAMS)


@migrations()
def m003_paper(db: Database) -> None:
    """存档 of what was printed (PDF and facts among the blobs), wordings that the office changed, forms a superior prescribes."""
    _run(db, _PAPER)


def _run(db: Database, *scripts: str) -> None:
    for script in scripts:
        for statement in script.split(";\n"):
            if statement.strip():
                db.execute(statement)


def grow_columns(db: Database) -> list[str]:
    """Add the columns that the field table has and the file has not; return what was added as `table.column`."""
    added = []
    for table, fields in _FIELD_TABLES:
        present = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
        for field in fields:
            if field.key not in present:
                db.execute(f"ALTER TABLE {table} ADD COLUMN {column_name(field)} {_column_type(field)}")
                added.append(f"{table}.{field.key}")
    return added


def column_name(field: Field) -> str:
    """Quote a field's key as a column name (`key`, `text` and `no` are ordinary words of the field)."""
    return f'"{field.key}"'


def _column_type(field: Field) -> str:
    if field.kind in (Kind.INT, Kind.YES_NO):
        return "INTEGER"
    return "TEXT NOT NULL DEFAULT ''"


def prepare(db: Database) -> None:
    """Bring a new or older file to this version: migrations, then columns of the field table."""
    migrations.apply(db)
    grow_columns(db)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def needs_work(db: Database) -> bool:
    """Whether opening this file for writing would change its schema (a snapshot is due first)."""
    if migrations.pending(db):
        return True
    return any(
        field.key not in {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
        for table, fields in _FIELD_TABLES
        for field in fields
    )
