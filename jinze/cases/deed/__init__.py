"""Deed 履职记录: any act that discharges a duty and has no flow of its own, filed by a person in a post.

Owns: the record of the act, who filed it for whom, its text, its voiding. Does not own: which duties it discharges
(judgement/duties reads its events), the kinds of acts and their fields (law/<instrument>/acts, read by sources).
Doors: actions (`file_deed`, `void_deed`), intake, queries, scope.
"""
