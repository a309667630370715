"""Work of the ledger beside the acts: order and checkpoints, later followers, rebuilding projections."""
