"""Foundation: what every room above stands on; later also flow, papers, files and notices.

Owns: how work is queued, acts are recorded, people and bodies are known and scoped.
Does not own: the law, registers, cases, or any judgement about them.
Doors: each room its own; nothing is imported here.
"""
