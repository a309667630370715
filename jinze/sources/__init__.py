"""Sources 法源: the law as data, by revision, and the official wording that an operator imports.

Owns: instruments, clauses with gists, functions and lines, kinds of acts, duty definitions with their clocks, shared
kinds, matters, dated parameters, conditions, imported texts and drafts of them. Does not own: who holds a function
(access), whether a duty was discharged, whether a law meets its legal cases (judgement/duties).
Doors: queries.{law,difference,drafts,folder,outline}, rules.law (the value types), drafts (stage, place_lines, drop),
actions (adopt, import).
"""
