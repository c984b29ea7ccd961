"""Where is everybody: the ledger, who is overdue, and what somebody must look at. Pure: the instant is an argument."""
