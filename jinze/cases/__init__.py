"""Cases 事项: one alcove per flow, blind to each other; acts that span two live in links.

Owns: deeds (履职记录); later hazards, inspections, accidents … Does not own: what an act discharges (judgement/duties).
Doors: each alcove's queries, actions, intake, scope, enums.
"""
