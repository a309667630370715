"""Writes of access: bodies and functions, posts and people, accounts."""
