"""Rules of the sources: pure judgements about texts of law, without Django, clock or I/O.

Owns: reading an official document into its tree (outline).
Does not own: what is stored of it, the duties drawn from it.
Doors: outline.read.read_outline, outline.files.text_of.
"""
