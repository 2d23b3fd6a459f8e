#!/bin/sh
# Folds the events of a bank account in jq; copy it and change evolve.
# jq counts in doubles, which do not hold every whole number beyond 2^53: such an amount or balance is an error.
exec jq -nc --unbuffered '
def whole:
  if type == "number" and floor == . and fabs < 9007199254740992 then .
  else error("\(tojson) is no whole number below 2^53") end;

# The state behind an event; the input is the state, null before the first.
def evolve($e):
  $e.data as $data
  | if $e.type == "AccountCreated" then
      {owner_id: $data.owner_id, name: $data.name, balance: 0, is_blocked: false}
    elif . == null then error("\($e.type) before AccountCreated")
    elif $e.type | IN("MoneyDeposited", "TransferReceived", "BalanceCorrected") then
      .balance = (.balance + ($data.amount | whole) | whole)
    elif $e.type | IN("MoneyWithdrawn", "TransferSent") then .balance = (.balance - ($data.amount | whole) | whole)
    elif $e.type | IN("AccountBlocked", "AccountUnblocked") then
      .is_blocked = ($e.type == "AccountBlocked")
    elif $e.type == "AccountClosed" then null
    else . end;

# What follows speaks with Rewind, and is the same for every fold.
foreach inputs as $m ({states: {}};
  .answer = null
  | if $m | has("type") then
      (.states[$m.stream] | try {state: evolve($m)} catch {error: .}) as $result
      | if $result.error then .answer = {n: $m.n, error: $result.error}
        else .states[$m.stream] = $result.state end
    elif $m | has("get") then .answer = {n: $m.n, state: .states[$m.get]}
    elif $m | has("begin") then .states[$m.begin] = $m.state
    elif $m | has("end") then del(.states[$m.end])
    elif $m | has("flush") then .answer = $m
    else .answer = {hello: {version: "1"}} end;
  .answer // empty)'
