"""The journal: an application is the sequence of its operations.

`decide` turns a command into facts or a refusal, `apply` folds facts into state. Neither reads a catalog, a
calendar or a clock: `decide` is handed `Rules`, `apply` needs none, since an operation carries what was decided.
"""
