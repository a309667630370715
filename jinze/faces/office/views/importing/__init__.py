"""导入原文: the official wording, from a file to the clauses.

`pages` has the views: imports and drafts, one draft, what is done with it. `lines` has the form that settles the lines
which no rule could place.
"""
