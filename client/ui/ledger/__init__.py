"""The deferral ledger (容缺台账): by due day, with each deferral's whole history, and receiving a document."""
