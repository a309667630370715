"""Access: who is who, who holds which function and post, who may act and see.

Owns: areas, bodies with dated names, functions held, posts, people, appointments, delegations, oversight, accounts,
scope. Does not own: what a function obliges to (sources), facts of an enterprise (registers), sign-in pages (faces).
Doors: queries (people, bodies, `acting_of`), scope (`bodies_in_sight`, `area_condition`), actions, enums.
"""
