public import Rewind

/// What may be asked of an account; each answers the events to append, or refuses.
extension BankAccount {
  /// Opens the account.
  public func create(ownerID: String, name: String) throws(CommandRefused) -> [NewEvent] {
    guard self.ownerID == nil else { throw CommandRefused("create the account", .existsAlready) }
    return [
      NewEvent("AccountCreated", ["owner_id": .string(ownerID), "name": .string(name)])
    ]
  }

  /// Puts money in.
  public func deposit(_ amount: Int, description: String) throws(CommandRefused) -> [NewEvent] {
    try checkPayment(of: amount, as: "deposit \(amount)")
    return [
      NewEvent(
        "MoneyDeposited", ["amount": .integer(amount), "description": .string(description)])
    ]
  }

  /// Takes money out; never more than there is.
  public func withdraw(_ amount: Int, description: String) throws(CommandRefused) -> [NewEvent] {
    try checkPayment(of: amount, as: "withdraw \(amount)")
    try checkFunds(for: amount, as: "withdraw \(amount)")
    return [
      NewEvent(
        "MoneyWithdrawn", ["amount": .integer(amount), "description": .string(description)])
    ]
  }

  /// Sends money to another account, which is to ``receive(_:from:)`` it.
  public func send(_ amount: Int, to account: StreamName) throws(CommandRefused) -> [NewEvent] {
    try checkPayment(of: amount, as: "send \(amount)")
    try checkFunds(for: amount, as: "send \(amount)")
    return [
      NewEvent("TransferSent", ["amount": .integer(amount), "to": .string(account.rawValue)])
    ]
  }

  /// Takes in money that another account sent.
  public func receive(
    _ amount: Int, from account: StreamName
  ) throws(CommandRefused) -> [NewEvent] {
    try checkPayment(of: amount, as: "receive \(amount)")
    return [
      NewEvent(
        "TransferReceived", ["amount": .integer(amount), "from": .string(account.rawValue)])
    ]
  }

  /// Sets a booking right that was wrong: adds the amount, or takes it where it is below zero.
  ///
  /// A correction takes no more than there is; what cannot be taken is for a person to settle.
  public func correct(by amount: Int, reason: String) throws(CommandRefused) -> [NewEvent] {
    let command = "correct the balance by \(amount)"
    guard amount != 0 else { throw CommandRefused(command, .changesNothing) }
    try checkUsable(as: command)
    // No balance is enough for what has no negative.
    try checkFunds(for: amount == .min ? .max : -amount, as: command)
    return [Self.correction(by: amount, reason: reason)]
  }

  /// The event of a correction, whatever the account says to it.
  static func correction(by amount: Int, reason: String) -> NewEvent {
    NewEvent("BalanceCorrected", ["amount": .integer(amount), "reason": .string(reason)])
  }

  /// Forbids its use.
  public func block(reason: String) throws(CommandRefused) -> [NewEvent] {
    try checkUsable(as: "block the account")
    return [NewEvent("AccountBlocked", ["reason": .string(reason)])]
  }

  /// Allows its use again.
  public func unblock(reason: String) throws(CommandRefused) -> [NewEvent] {
    guard ownerID != nil else { throw CommandRefused("unblock the account", .doesNotExist) }
    guard isBlocked else { throw CommandRefused("unblock the account", .state("not blocked")) }
    return [NewEvent("AccountUnblocked", ["reason": .string(reason)])]
  }

  private func checkPayment(of amount: Int, as command: String) throws(CommandRefused) {
    guard amount > 0 else { throw CommandRefused(command, .amountNotPositive) }
    try checkUsable(as: command)
  }

  private func checkUsable(as command: String) throws(CommandRefused) {
    guard ownerID != nil else { throw CommandRefused(command, .doesNotExist) }
    guard !isBlocked else { throw CommandRefused(command, .state("blocked")) }
  }

  private func checkFunds(for amount: Int, as command: String) throws(CommandRefused) {
    guard amount <= balance else {
      throw CommandRefused(command, .insufficientFunds(balance: balance))
    }
  }
}
