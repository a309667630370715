"""Ledger: what happened, once, in order, provably.

Owns: events and their kinds, the action that records them, followers and projections, sealed texts, the Merkle tree
(RFC 9162), checkpoints, proofs, verification. Does not own: what any event means; people, bodies, law.
Doors: actions.recording (`action`, `seal`, `Fact`, `Receipt`), rules.kinds (`Facts`, `registered`), followers
(`follow`, `Projection`), queries (events, proof, verify), actions.log (open, erase), jobs (sequence, checkpoint).
"""
