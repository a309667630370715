"""How the duty engine follows the ledger: holders and obligations, acts and masks."""
