"""Command line: `jinze …`, for operators and programs.

Owns: reading arguments, printing one JSON document. Does not own: what the commands do.
Doors: main.run.
"""
