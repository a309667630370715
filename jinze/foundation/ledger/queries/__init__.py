"""Reads of the ledger: events in words, proofs, verification, projections."""
