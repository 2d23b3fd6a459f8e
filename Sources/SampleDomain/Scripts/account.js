// How the events of an account fold into its state: a projection as KurrentDB runs them.
// Change a line and save: the explorer folds again at once, and marks what is different.

fromCategory("account")
  .foreachStream()
  .when({
    $init() {
      return null
    },
    AccountCreated(state, event) {
      const { owner_id, name } = event.data
      return { owner_id, name, balance: 0, is_blocked: false }
    },
    MoneyDeposited(state, event) {
      state.balance += event.data.amount
    },
    MoneyWithdrawn(state, event) {
      state.balance -= event.data.amount
    },
    TransferReceived(state, event) {
      state.balance += event.data.amount
    },
    TransferSent(state, event) {
      state.balance -= event.data.amount
    },
    BalanceCorrected(state, event) {
      state.balance += event.data.amount
    },
    AccountBlocked(state) {
      state.is_blocked = true
    },
    AccountUnblocked(state) {
      state.is_blocked = false
    },
  })
