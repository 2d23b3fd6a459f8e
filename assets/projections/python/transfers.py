#!/usr/bin/env python3
"""What each account sent to others and received from them; copy it and change SOURCE, key and evolve."""
import json, sys

SOURCE = {"category": "account", "types": ["TransferSent"]}


def key(event):
    """The rows that an event goes to: a text, several in a list, or None."""
    return [event["stream"], event["data"]["to"]]


def evolve(row, event):
    """The row of event["row"] behind an event; row is None where there is none, as None removes it."""
    side = "sent" if event["row"] == event["stream"] else "received"
    row = row or {"sent": 0, "received": 0, "transfers": 0}
    return {**row, side: row[side] + event["data"]["amount"], "transfers": row["transfers"] + 1}


# What follows speaks with Rewind, and is the same for every projection.
rows = {}
decode = json.JSONDecoder().scan_once  # json.loads takes half as long again
sys.stdin.reconfigure(encoding="utf-8", newline="\n")
for line in sys.stdin:
    m, _ = decode(line, 0)
    if "type" in m:
        try:
            if "row" in m:
                rows[m["row"]] = evolve(rows[m["row"]], m)
            else:
                print(json.dumps({"n": m["n"], "key": key(m)}))
        except Exception as error:
            print(json.dumps({"n": m["n"], "error": f"{type(error).__name__}: {error}"}))
    elif "get" in m:
        print(json.dumps({"n": m["n"], "state": rows[m["get"]]}))
    elif "begin" in m:
        rows[m["begin"]] = m["state"]
    elif "end" in m:
        del rows[m["end"]]
    else:
        print(json.dumps(m if "flush" in m else {"hello": {"version": "1", "from": SOURCE}}), flush=True)
