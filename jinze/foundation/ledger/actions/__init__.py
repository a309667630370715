"""Writes of the ledger: the recording of every action, and the few actions on the log itself."""
