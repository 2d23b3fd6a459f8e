#!/bin/sh
# What each account sent to others and received from them; copy it and change source, key and evolve.
# jq counts in doubles, which do not hold every whole number beyond 2^53: such an amount or sum is an error.
exec jq -nc --unbuffered '
def whole:
  if type == "number" and floor == . and fabs < 9007199254740992 then .
  else error("\(tojson) is no whole number below 2^53") end;

def source: {category: "account", types: ["TransferSent"]};

# The rows that an event goes to: a text, several in an array, or null; the input is the event.
def key: [.stream, .data.to];

# The row of $e.row behind an event; the input is the row, null where there is none, as null removes it.
def evolve($e):
  (if $e.row == $e.stream then "sent" else "received" end) as $side
  | . // {sent: 0, received: 0, transfers: 0}
  | .[$side] = (.[$side] + ($e.data.amount | whole) | whole)
  | .transfers += 1;

# What follows speaks with Rewind, and is the same for every projection.
foreach inputs as $m ({rows: {}};
  .answer = null
  | if $m | has("row") then
      (.rows[$m.row] | try {state: evolve($m)} catch {error: .}) as $result
      | if $result.error then .answer = {n: $m.n, error: $result.error}
        else .rows[$m.row] = $result.state end
    elif $m | has("type") then .answer = {n: $m.n} + ($m | try {key: key} catch {error: .})
    elif $m | has("get") then .answer = {n: $m.n, state: .rows[$m.get]}
    elif $m | has("begin") then .rows[$m.begin] = $m.state
    elif $m | has("end") then del(.rows[$m.end])
    elif $m | has("flush") then .answer = $m
    else .answer = {hello: {version: "1", from: source}} end;
  .answer // empty)'
