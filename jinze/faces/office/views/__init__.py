"""The views of the desk, by noun: thin, one query or one action each."""
