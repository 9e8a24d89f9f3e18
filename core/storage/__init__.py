"""SQLite: the one place where connections, transactions, migrations and the data directory's lock live."""
