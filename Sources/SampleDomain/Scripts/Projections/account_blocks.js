// How often each account was blocked, and why the last time. All rows share the other half of the state, which stands in
// account_blocks_shared: how often that happened in the whole bank, and how many are blocked now.

fromCategory("account")
  .foreachStream()
  .when({
    $init: () => ({ blocks: 0, last_reason: "" }),
    $initShared: () => ({ blocks: 0, blocked_now: 0 }),
    AccountBlocked([account, bank], { data }) {
      account.blocks += 1
      account.last_reason = data.reason
      bank.blocks += 1
      bank.blocked_now += 1
    },
    AccountUnblocked([, bank]) {
      bank.blocked_now -= 1
    },
  })
