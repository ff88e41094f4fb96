"""What a clerk can do: one verb per function, plain Python. Verbs ask `decide`; none re-codes a rule.

Each verb takes the `Session` first. It answers with what happened, or with a `Refusal` that says every reason.
"""
