"""Clocks of cases: when a term ends, how much of it is spent, and which light it shows. Pure, without a wall clock."""
