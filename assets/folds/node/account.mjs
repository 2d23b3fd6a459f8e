#!/usr/bin/env node
// Folds the events of a bank account; copy it and change evolve.
import { createInterface } from "node:readline"

// The state behind an event; state is null before the first.
function evolve(state, { type, data }) {
  if (type === "AccountCreated")
    return { owner_id: data.owner_id, name: data.name, balance: 0, is_blocked: false }
  if (state === null) throw new Error(`${type} before AccountCreated`)
  switch (type) {
    case "MoneyDeposited": case "TransferReceived": case "BalanceCorrected":
      return { ...state, balance: whole(state.balance + whole(data.amount)) }
    case "MoneyWithdrawn": case "TransferSent":
      return { ...state, balance: whole(state.balance - whole(data.amount)) }
    case "AccountBlocked": return { ...state, is_blocked: true }
    case "AccountUnblocked": return { ...state, is_blocked: false }
    case "AccountClosed": return null
    default: return state
  }
}

// JavaScript counts in doubles, which do not hold every whole number beyond 2^53.
function whole(number) {
  if (!Number.isSafeInteger(number)) throw new Error(`${JSON.stringify(number)} is no whole number below 2^53`)
  return number
}

// What follows speaks with Rewind, and is the same for every fold.
const states = new Map()
let out = ""
const answer = (message) => { out += JSON.stringify(message) + "\n" }
createInterface({ input: process.stdin }).on("line", (line) => {
  const m = JSON.parse(line)
  if ("type" in m) {
    try { states.set(m.stream, evolve(states.get(m.stream), m)) }
    catch (error) { answer({ n: m.n, error: String(error) }) }
  } else if ("get" in m) answer({ n: m.n, state: states.get(m.get) })
  else if ("begin" in m) states.set(m.begin, m.state ?? null)
  else if ("end" in m) states.delete(m.end)
  else {
    answer("flush" in m ? m : { hello: { version: "1" } })
    process.stdout.write(out)
    out = ""
  }
})
