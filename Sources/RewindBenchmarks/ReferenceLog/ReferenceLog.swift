internal import SampleDomain

/// The log that every figure refers to: bank events in Rewind's own line format, about 300 bytes a line, the
/// same bytes for the same number of events on every machine.
///
/// For each 1,000,000 events there are 50,000 streams, opened evenly over the log, and one of them,
/// ``bigStream``, holds a fifth of all events, evenly too.
struct ReferenceLog {
  /// How many events the whole log has.
  let eventCount: Int
  /// How many streams it has.
  let streamCount: Int
  /// How many events have been written.
  private(set) var position = 0

  private var random = SeededGenerator(seed: 0x52_4557_494E_44)
  private var clock = ReferenceClock()
  private var accounts: [Account] = []
  private let microsecondsPerEvent: Int

  /// The stream that has a fifth of all events.
  static let bigStream = "account-000001"

  /// How many events ``bigStream`` has in a log of so many.
  static func bigStreamCount(ofEvents eventCount: Int) -> Int {
    (eventCount + 4) / 5
  }

  private struct Account {
    var version = 0
    var balance = 0
    var isBlocked = false
  }

  private enum Kind {
    case created, deposited, withdrawn, sent, received, blocked, unblocked
  }

  init(eventCount: Int) {
    self.eventCount = eventCount
    streamCount = max(1, eventCount / 20)
    // The log covers a year, whatever its size.
    microsecondsPerEvent = max(1, 365 * 86_400_000_000 / max(1, eventCount))
    accounts.reserveCapacity(streamCount)
  }

  /// Writes the next event's line.
  mutating func writeNext(to buffer: inout LineBuffer) throws(BenchError) {
    let account = nextAccount()
    position += 1
    accounts[account].version += 1
    let kind = nextKind(of: account)
    let amount = amount(of: kind, account: account)
    clock.advance(by: 1 + random.number(below: 2 * microsecondsPerEvent))

    try buffer.startLine()
    let start = buffer.offset
    buffer.add(#"{"position":"#)
    buffer.add(position)
    buffer.add(#","stream_id":"account-"#)
    buffer.add(account + 1, digits: 6)
    buffer.add(#"","version":"#)
    buffer.add(accounts[account].version)
    buffer.add(#","type":""#)
    buffer.add(Self.typeName(kind))
    buffer.add(#"","id":""#)
    writeID(to: &buffer)
    buffer.add(#"","timestamp":""#)
    clock.write(to: &buffer)
    buffer.add(#"","data":{"#)
    writeData(kind, amount: amount, account: account, to: &buffer)
    buffer.add(#"},"metadata":{"correlation_id":""#)
    buffer.addUUID(high: random.next(), low: random.next())
    buffer.add(#""}}"#)
    buffer.endLine(startedAt: start)
  }

  /// Every fifth event is the big stream's, a new account is opened when it is due, and the others
  /// are any account's.
  private mutating func nextAccount() -> Int {
    if position % 5 == 0 {
      if accounts.isEmpty { accounts.append(Account()) }
      return 0
    }
    let due = (position + 1) * streamCount / eventCount
    if accounts.count < max(2, due), accounts.count < streamCount {
      accounts.append(Account())
      return accounts.count - 1
    }
    return accounts.count == 1 ? 0 : 1 + random.number(below: accounts.count - 1)
  }

  private mutating func nextKind(of account: Int) -> Kind {
    if accounts[account].version == 1 { return .created }
    if accounts[account].isBlocked { return .unblocked }
    switch random.number(below: 100) {
    case 0..<1: return .blocked
    case 1..<6: return .received
    case 6..<52: return .deposited
    case 52..<57: return accounts[account].balance > 0 ? .sent : .deposited
    default: return accounts[account].balance > 0 ? .withdrawn : .deposited
    }
  }

  /// Draws the amount and keeps the account's balance, which never goes below zero.
  private mutating func amount(of kind: Kind, account: Int) -> Int {
    switch kind {
    case .deposited, .received:
      let amount = random.number(in: 1...1_000)
      accounts[account].balance += amount
      return amount
    case .withdrawn, .sent:
      let amount = random.number(in: 1...min(1_000, accounts[account].balance))
      accounts[account].balance -= amount
      return amount
    case .blocked, .unblocked:
      accounts[account].isBlocked = kind == .blocked
      return 0
    case .created:
      return 0
    }
  }

  /// A UUID version 7 of the event's time.
  private mutating func writeID(to buffer: inout LineBuffer) {
    let milliseconds = UInt64(clock.microseconds / 1000) & 0xFFFF_FFFF_FFFF
    buffer.addUUID(
      high: milliseconds << 16 | 0x7000 | random.next() & 0xFFF,
      low: 1 << 63 | random.next() >> 2)
  }

  private static func typeName(_ kind: Kind) -> StaticString {
    switch kind {
    case .created: "AccountCreated"
    case .deposited: "MoneyDeposited"
    case .withdrawn: "MoneyWithdrawn"
    case .sent: "TransferSent"
    case .received: "TransferReceived"
    case .blocked: "AccountBlocked"
    case .unblocked: "AccountUnblocked"
    }
  }

  private static let deposits: [StaticString] = [
    "cash at the counter", "salary", "refund", "interest",
  ]
  private static let withdrawals: [StaticString] = [
    "ATM withdrawal", "card payment", "rent", "standing order",
  ]

  private mutating func writeData(
    _ kind: Kind, amount: Int, account: Int, to buffer: inout LineBuffer
  ) {
    switch kind {
    case .created:
      buffer.add(#""owner_id":"user-"#)
      buffer.add(account + 1, digits: 6)
      buffer.add(#"","name":"Current account""#)
    case .deposited, .withdrawn:
      buffer.add(#""amount":"#)
      buffer.add(amount)
      buffer.add(#","description":""#)
      buffer.add(random.pick(kind == .deposited ? Self.deposits : Self.withdrawals))
      buffer.add(#"""#)
    case .sent, .received:
      buffer.add(#""amount":"#)
      buffer.add(amount)
      buffer.add(kind == .sent ? #","to":"account-"# : #","from":"account-"#)
      buffer.add(1 + random.number(below: streamCount), digits: 6)
      buffer.add(#"""#)
    case .blocked:
      buffer.add(#""reason":"card reported lost""#)
    case .unblocked:
      buffer.add(#""reason":"new card issued""#)
    }
  }
}
