"""Outline: an official document as a tree of its printed numbers, whole and unaltered.

Owns: numbering styles as data, repairs of the print, placing of lines, by rule and by hand, decoding of files.
Does not own: what a clause means, whom it binds, where the tree is kept.
Doors: read.read_outline(text) -> tree.Outline, files.text_of(data, name) -> str, settle.settle, compare.differences.
"""
