"""Kernel: what a Chinese work-safety platform must know about time, codes and keys, in plain Python.

Owns: days and periods, working days, codes with their checks, keys, Acting, Refusal.
Does not own: anything that is stored, anything of one room. No Django here.
Doors: import the module you need; there is no facade.
"""
