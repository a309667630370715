"""Sources 法源: the law as data, by revision, and the official wording that an operator imports.

Owns: instruments, clauses with gists, functions and lines, kinds of acts, duty definitions, dated parameters, imported
texts. Does not own: who holds a function (access), whether a duty was discharged (judgement/duties).
Doors: queries.law (`law_of`, `all_laws`), rules.law (the value types), rules.reading, rules.outline, actions (adopt,
import).
"""
