"""The data file: opening, migrations, change log, operations and repositories."""
