/// A command broke one of its aggregate's rules, and no event came of it.
public struct CommandRefused: Error, Hashable, Sendable {
  /// What was asked for: `withdraw 300`.
  public let command: String
  /// The rule that forbids it.
  public let reason: Reason

  /// Why a command is refused.
  public enum Reason: Hashable, Sendable {
    /// It needs an amount above zero.
    case amountNotPositive
    /// The account would go below zero.
    case insufficientFunds(balance: Int)
    /// It is there already.
    case existsAlready
    /// It is not there: never made, or deleted.
    case doesNotExist
    /// It would change nothing.
    case changesNothing
    /// What it works on is in a state that does not allow it: `blocked`, `shipped`.
    case state(String)
  }

  /// Refuses a command for a reason.
  public init(_ command: String, _ reason: Reason) {
    self.command = command
    self.reason = reason
  }
}

extension CommandRefused: CustomStringConvertible {
  /// One line: `cannot withdraw 300: the balance is 200`.
  public var description: String {
    switch reason {
    case .amountNotPositive: "cannot \(command): the amount must be above zero"
    case .insufficientFunds(let balance): "cannot \(command): the balance is \(balance)"
    case .existsAlready: "cannot \(command): it exists already"
    case .doesNotExist: "cannot \(command): it does not exist"
    case .changesNothing: "cannot \(command): it would change nothing"
    case .state(let state): "cannot \(command): it is \(state)"
    }
  }
}
