"""条款: an instrument, its clauses and duties, things that go through several bodies, and what sleeps."""
