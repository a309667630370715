"""The demo: one dated story of the city, told through the real actions on the demo log's story clock.

Owns: who there is in the story, how diligent they are, what they write. Does not own: any rule, any table; whatever it
knows of who owes what it asks of the duty engine. All people and enterprises are fictitious.
Doors: `city.build`, `city.accounts`.
"""
