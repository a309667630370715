"""Faces: what people and programs meet. They read through queries, write through actions, and hold no rules.

Owns: pages, forms, the command line. Does not own: any judgement, any table.
Doors: config.urls and config.command.
"""
