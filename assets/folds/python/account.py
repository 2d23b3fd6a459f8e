#!/usr/bin/env python3
"""Folds the events of a bank account; copy it and change evolve."""
import json, sys


def evolve(state, event):
    """The state behind an event; state is None before the first."""
    kind, data = event["type"], event["data"]
    if kind == "AccountCreated":
        return {"owner_id": data["owner_id"], "name": data["name"], "balance": 0, "is_blocked": False}
    if state is None:
        raise ValueError(f"{kind} before AccountCreated")
    if kind in ("MoneyDeposited", "TransferReceived", "BalanceCorrected"):
        return {**state, "balance": state["balance"] + data["amount"]}
    if kind in ("MoneyWithdrawn", "TransferSent"):
        return {**state, "balance": state["balance"] - data["amount"]}
    if kind in ("AccountBlocked", "AccountUnblocked"):
        return {**state, "is_blocked": kind == "AccountBlocked"}
    return None if kind == "AccountClosed" else state


# What follows speaks with Rewind, and is the same for every fold.
states = {}
decode = json.JSONDecoder().scan_once  # json.loads takes half as long again
sys.stdin.reconfigure(encoding="utf-8", newline="\n")
for line in sys.stdin:
    m, _ = decode(line, 0)
    if "type" in m:
        try:
            states[m["stream"]] = evolve(states[m["stream"]], m)
        except Exception as error:
            print(json.dumps({"n": m["n"], "error": f"{type(error).__name__}: {error}"}))
    elif "get" in m:
        print(json.dumps({"n": m["n"], "state": states[m["get"]]}))
    elif "begin" in m:
        states[m["begin"]] = m.get("state")
    elif "end" in m:
        states.pop(m["end"], None)
    else:
        print(json.dumps(m if "flush" in m else {"hello": {"version": "1"}}), flush=True)
