// How the events of an account fold into its state: a projection as KurrentDB runs them.
// Change a line and save: the explorer folds again at once, and marks what is different.

fromCategory("account")
  .foreachStream()
  .when({
    $init() {
      return null
    },
    AccountCreated(state, event) {
      const [owner_id, name] = [text(event, "owner_id"), text(event, "name")]
      return { owner_id, name, balance: 0, is_blocked: false }
    },
    MoneyDeposited(state, event) {
      state.balance += amount(event)
    },
    MoneyWithdrawn(state, event) {
      state.balance -= amount(event)
    },
    TransferReceived(state, event) {
      state.balance += amount(event)
    },
    TransferSent(state, event) {
      state.balance -= amount(event)
    },
    BalanceCorrected(state, event) {
      state.balance += amount(event)
    },
    AccountBlocked(state) {
      state.is_blocked = true
    },
    AccountUnblocked(state) {
      state.is_blocked = false
    },
  })

// What throws is shown at its event, and every later state says that it is without it.

function amount({ eventType, data }) {
  if (Number.isSafeInteger(data.amount)) return data.amount
  throw new Error(`${eventType} has no whole number at "amount" in its data`)
}

function text({ eventType, data }, key) {
  if (typeof data[key] === "string") return data[key]
  throw new Error(`${eventType} has no text at "${key}" in its data`)
}
