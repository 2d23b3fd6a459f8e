import Rewind
import SampleDomain
import Testing

struct DemoHistoryTests {
  private static let history = Result { try DemoHistory() }

  /// Every event with its place, in order.
  private func events() throws -> [(append: DemoHistory.Append, event: NewEvent, version: Int)] {
    try Self.history.get().appends.flatMap { append in
      append.events.enumerated().map { (append, $1, append.version + $0 + 1) }
    }
  }

  /// An event as it is folded today.
  private func lifted(
    _ append: DemoHistory.Append, _ event: NewEvent, _ version: Int
  ) throws -> EventRecord {
    let stored = EventRecord(
      at: EventPlace(stream: append.stream, version: version, position: 1), type: event.type,
      data: event.data,
      metadata: event.metadata)
    let lifted = try SampleDomain.upcasters.lifted(stored)
    try #require(lifted.count == 1)
    return lifted[0]
  }

  /// The balance of every account after each of its events.
  private func balances() throws -> [StreamName: [Int]] {
    var accounts: [StreamName: BankAccount] = [:]
    var balances: [StreamName: [Int]] = [:]
    for (append, event, version) in try events() where append.stream.category == "account" {
      try accounts[append.stream, default: BankAccount()].apply(lifted(append, event, version))
      balances[append.stream, default: []].append(accounts[append.stream]?.balance ?? 0)
    }
    return balances
  }

  @Test("there are at least 3,000 events over six months of 2026")
  func size() throws {
    let history = try Self.history.get()
    #expect(history.eventCount >= 3_000)
    let months = Set(history.appends.map { $0.time.rfc3339.prefix(7) })
    #expect(
      months.sorted() == ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"])
  }

  @Test("time only goes on")
  func order() throws {
    let times = try Self.history.get().appends.map(\.time)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("days are fuller than nights")
  func rhythm() throws {
    var perHour = [Int](repeating: 0, count: 24)
    for append in try Self.history.get().appends {
      perHour[Int(append.time.microseconds / 3_600_000_000 % 24)] += 1
    }
    let night = perHour[0..<5].reduce(0, +)
    let day = perHour[10..<15].reduce(0, +)
    #expect(night * 10 < day)
  }

  @Test("bank, orders and users; a few accounts with hundreds of events, many with few")
  func streams() throws {
    var counts: [StreamName: Int] = [:]
    for append in try Self.history.get().appends {
      counts[append.stream, default: 0] += append.events.count
    }
    #expect(Set(counts.keys.map(\.category)) == ["account", "order", "user"])
    let accounts = counts.filter { $0.key.category == "account" }.map(\.value)
    #expect((3...8).contains(accounts.count { $0 >= 200 }))
    #expect(accounts.contains { $0 < 20 })
  }

  @Test("all rules hold but once: one account goes below zero, by a correction booked again")
  func oneAccountBelowZero() throws {
    let below = try balances().filter { $0.value.contains { $0 < 0 } }
    try #require(below.count == 1)
    let (stream, balances) = try #require(below.first)
    let version = try #require(balances.firstIndex { $0 < 0 }) + 1
    let own = try events().filter { $0.append.stream == stream }
    let culprit = own[version - 1].event
    let before = own[version - 2].event
    #expect(culprit.type == "BalanceCorrected")
    #expect(before.type == culprit.type)
    #expect(before.data == culprit.data)
    #expect(before.metadata?["causation_id"] == culprit.metadata?["causation_id"])
    #expect(culprit.metadata?["attempt"]?.int == 2)
    #expect(own.count > version, "it is not the account's last event")
  }

  @Test("neither its name nor its length nor its place gives the account away")
  func wellHidden() throws {
    let balances = try balances()
    let stream = try #require(balances.first { $0.value.contains { $0 < 0 } }).key
    let names = balances.keys.sorted()
    let lengths = balances.values.map(\.count).sorted()
    let place = try #require(names.firstIndex(of: stream))
    #expect((5..<names.count - 5).contains(place))
    let length = try #require(balances[stream]).count
    #expect(lengths[4] < length && length < lengths[lengths.count - 5])
    let all = try events()
    let types = Set(all.filter { $0.append.stream == stream }.map(\.event.type))
    for type in types {
      let streams = Set(all.filter { $0.event.type == type }.map(\.append.stream))
      #expect(streams.count >= 4, "\(type) is not this account's alone")
    }
  }

  @Test("January's accounts and shipments are of schema 1, later ones of 2, and all fold alike")
  func oldSchema() throws {
    let all = try events().filter {
      ["AccountCreated", "OrderSent", "OrderShipped"].contains($0.event.type)
    }
    var stored: [String: Set<String>] = [:]
    for (append, event, version) in all {
      let isOld = append.time.rfc3339.hasPrefix("2026-01")
      #expect(event.metadata?["schema_version"]?.int == (isOld ? nil : 2))
      let keys = event.data.value.object?.map(\.key).joined(separator: " ") ?? ""
      stored["\(event.type) \(isOld ? 1 : 2)", default: []].insert(keys)
      let folded = try lifted(append, event, version)
      let isAccount = folded.type == "AccountCreated"
      #expect(isAccount || folded.type == "OrderShipped")
      #expect(
        folded.data.value.object?.map(\.key)
          == (isAccount ? ["owner_id", "name"] : ["carrier", "tracking_number"]))
    }
    #expect(
      stored == [
        "AccountCreated 1": ["owner", "owner label"], "AccountCreated 2": ["owner_id name"],
        "OrderSent 1": ["carrier tracking"], "OrderShipped 2": ["carrier tracking_number"],
      ])
  }

  @Test("corrections are few enough to look at one by one")
  func corrections() throws {
    let corrections = try events().filter { $0.event.type == "BalanceCorrected" }
    #expect((5...10).contains(corrections.count))
  }

  @Test("a few letters typed into a filter leave the corrections and nothing else")
  func filtering() throws {
    let found = try events().map(\.event).filter {
      "\($0.type) \($0.data) \($0.metadata?.description ?? "")".lowercased().contains("bal")
    }
    #expect(Set(found.map(\.type)) == ["BalanceCorrected"])
  }

  @Test("an order's payment leads to a withdrawal and a deposit of the same correlation")
  func correlation() throws {
    let all = try events()
    let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.event.id.description, $0) })
    #expect(byID.count == all.count, "no id twice")
    var payments = 0
    for (_, event, _) in all where event.type == "OrderPaid" {
      let causeID = try #require(event.metadata?["causation_id"]?.string)
      let cause = try #require(byID[causeID])
      #expect(cause.event.type == "MoneyWithdrawn")
      #expect(cause.event.data["amount"] == event.data["amount"])
      #expect(cause.event.metadata?["correlation_id"] == event.metadata?["correlation_id"])
      payments += 1
    }
    #expect(payments > 100)
    #expect(all.allSatisfy { $0.event.metadata?["correlation_id"]?.string != nil })
  }

  @Test(
    "names come in many scripts",
    arguments: [
      ("Latin with diacritics", 0xC0...0x24F), ("Greek", 0x370...0x3FF),
      ("Cyrillic", 0x400...0x4FF), ("Hebrew", 0x590...0x5FF), ("Arabic", 0x600...0x6FF),
      ("Devanagari", 0x900...0x97F), ("Hangul", 0xAC00...0xD7A3), ("Han", 0x4E00...0x9FFF),
      ("emoji", 0x1F300...0x1FAFF),
    ])
  func scripts(name: String, range: ClosedRange<Int>) throws {
    let names = try events().compactMap { $0.event.data["name"]?.string }
    #expect(
      names.contains { $0.unicodeScalars.contains { range.contains(Int($0.value)) } },
      "\(name)")
  }

  @Test("it is the same on every machine")
  func determinism() throws {
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
    for (append, event, version) in try events() {
      let line =
        "\(append.time.microseconds) \(append.stream) \(version) \(event.type) \(event.id) "
        + "\(event.data) \(event.metadata?.description ?? "")\n"
      for byte in line.utf8 {
        digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3
      }
    }
    #expect(
      digest == 652_940_299_568_979_506,
      "if it was meant to change, this is its new digest")
  }
}
