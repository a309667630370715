"""Reads of access: areas, bodies and functions, people and posts."""
