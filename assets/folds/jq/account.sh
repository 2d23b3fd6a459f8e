#!/bin/sh
# Folds the events of a bank account in jq; copy it and change evolve.
# jq 1.6 rounds whole numbers beyond 2^53.
exec jq -nc --unbuffered '
# The state behind an event; the input is the state, null before the first.
def evolve($e):
  $e.data as $data
  | if $e.type == "AccountCreated" then
      {owner_id: $data.owner_id, name: $data.name, balance: 0, is_blocked: false}
    elif . == null then error("\($e.type) before AccountCreated")
    elif $e.type | IN("MoneyDeposited", "TransferReceived", "BalanceCorrected") then
      .balance += $data.amount
    elif $e.type | IN("MoneyWithdrawn", "TransferSent") then .balance -= $data.amount
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
