"""Office 工作台: the desk of officials and enterprises.

Owns: its pages, their addresses and views. Does not own: rules, scope, the shell's macros.
Doors: urls.
"""
