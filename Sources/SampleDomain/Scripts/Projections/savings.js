// What people have put aside: of all accounts those that are not for everyday use.
// filterBy holds back the result of every other row, and transformBy says what the result of these is.

const everyday = ["Current account", "Takings"]

fromCategory("account")
  .foreachStream()
  .when({
    $init: () => ({ owner: "", name: "", balance: 0 }),
    AccountCreated(account, { data }) {
      account.owner = data.owner_id
      account.name = data.name
    },
    MoneyDeposited: plus,
    TransferReceived: plus,
    BalanceCorrected: plus,
    MoneyWithdrawn: minus,
    TransferSent: minus,
  })
  .filterBy(({ name }) => !everyday.includes(name))
  .transformBy(({ owner, name, balance }) => ({ owner, name, saved: balance }))
  .outputState()

function plus(account, { data }) {
  account.balance += data.amount
}

function minus(account, { data }) {
  account.balance -= data.amount
}
