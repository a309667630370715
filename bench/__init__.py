"""Figures, each beside a peer or a limit measured in the same run; `python -m bench` runs them, BENCH=name one.

Owns: what is measured and against what. Does not own: anything of the platform; nothing imports it.
Doors: `__main__`; each module has `run()`, which yields one dictionary for each figure.
"""
