// What is in the bank as a whole: one row for all accounts, as a projection of KurrentDB.
// Transfers are not counted: what leaves one account comes to another.

fromCategory("account").when({
  $init: () => ({ accounts: 0, blocked: 0, deposited: 0, withdrawn: 0, corrected: 0, in_the_bank: 0 }),
  AccountCreated(bank) {
    bank.accounts += 1
  },
  AccountBlocked(bank) {
    bank.blocked += 1
  },
  AccountUnblocked(bank) {
    bank.blocked -= 1
  },
  MoneyDeposited(bank, { data }) {
    bank.deposited += data.amount
    bank.in_the_bank += data.amount
  },
  MoneyWithdrawn(bank, { data }) {
    bank.withdrawn += data.amount
    bank.in_the_bank -= data.amount
  },
  BalanceCorrected(bank, { data }) {
    bank.corrected += data.amount
    bank.in_the_bank += data.amount
  },
})
