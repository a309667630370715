"""Duties 履职: who owes what by when, done or not; computed from events and the law, never entered.

Owns: obligations, masks, counts and acts as projections; status on any day, to-do lists, boards. Does not own: the
definition of a duty (sources), the act that discharges it (cases/deed and later flows), reminders.
Doors: queries (status, todo, board, holders); rules for the judgement itself. It has no actions: nobody writes here.
"""
