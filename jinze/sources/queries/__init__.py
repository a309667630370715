"""Reads of the sources: the law in force, its folder, the official wording."""
