"""The pure rules of the duty engine: no database, no clock, and no law of its own (it is passed in).

Owns: duty (a duty as the law states it), applies (whom it binds, and why), spans (half-open days), masks
(periods as bits), evidence (what an act is worth), expectation (which periods count), status (figures).
Does not own: storing masks, reading law/, wording of pages.
Doors: evidence.credit, absorb, recompute; status.tally, open_periods, strip; applies.duties_of, spans_owed.
"""
