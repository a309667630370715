"""Pure rules of the ledger: event kinds, the leaf's preimage, the tree, the signed checkpoint."""
