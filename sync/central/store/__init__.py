"""What the centre keeps: ledger, states, devices, accounts, numbers, scans, catalogs. The only room here with SQL."""
