"""Reads of the duty engine: figures on a day, to-do lists, boards, what an act would discharge."""
