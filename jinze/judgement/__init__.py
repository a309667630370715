"""Judgement: what the record says of those who act in it.

Owns: duties (who owes what by when, done or not), appraisal, insight, consequences (proposed, never decided
here).
Does not own: any fact. All that is here is a projection of ledger and law and can be deleted and rebuilt.
Doors: queries of each room; a consequence becomes real only by an action of a room below.
"""
