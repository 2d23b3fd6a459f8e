extension Timestamp {
  /// Reads a time in one of the forms that logs have.
  ///
  /// These are RFC 3339 and what ISO 8601 has besides: a date alone, which is its first instant, and the
  /// basic form; numbers since 1970; those of mails and web servers, `Tue, 10 Nov 2009 23:00:00 GMT` and
  /// `10/Nov/2009:23:00:00 +0100`; those that Go, Ruby, Java, JavaScript, .NET and C print; the arrays and objects of
  /// JSON that ``init(structured:)`` reads. A time without an offset is in UTC. The name of a zone counts where it is UTC's; beside an offset it is passed over.
  ///
  /// Nil for anything else.
  init?(logged text: UnsafeRawBufferPointer) {
    if let time = Timestamp(utf8: text) {
      self = time
    } else if let time = Timestamp(epochText: text), !Self.isCompactDate(text) {
      self = time
    } else {
      guard text.count <= Self.longestLogged else { return nil }
      if text.first == UInt8(ascii: "[") || text.first == UInt8(ascii: "{") {
        guard let value = (try? JSONText(validating: text))?.value else { return nil }
        self.init(structured: value)
        return
      }
      guard let time = Self.time(spelled: String(decoding: text, as: UTF8.self)) else { return nil }
      self = time
    }
  }

  /// No form of a time is longer.
  private static let longestLogged = 80

  /// Whether digits are a date, `20260102`, or one with a clock behind it, and no count of seconds.
  private static func isCompactDate(_ text: UnsafeRawBufferPointer) -> Bool {
    (text.count == 8 || text.count == 14) && text.allSatisfy { 0x30...0x39 ~= $0 }
      && time(spelled: String(decoding: text, as: UTF8.self)) != nil
  }

  private static func time(spelled text: String) -> Timestamp? {
    if let inner = dotNetDate(text) { return inner }
    var parts = LoggedTimeParts()
    // What stands in brackets is a zone's name: `[Europe/Paris]`, `(Central European Time)`.
    var plain = text.prefix { $0 != "[" && $0 != "(" }
    // Some write that it is UTC twice.
    if plain.hasSuffix("Z+0000") || plain.hasSuffix("Z+00:00") {
      plain = plain.prefix { $0 != "Z" } + "Z"
    }
    for word in plain.split(whereSeparator: { $0 == " " || $0 == "," }) {
      guard parts.take(word) else { return nil }
    }
    return parts.time
  }

  /// `/Date(1767323045250)/`, with or without an offset, which does not change the instant.
  private static func dotNetDate(_ text: String) -> Timestamp? {
    guard text.hasPrefix("/Date("), text.hasSuffix(")/") else { return nil }
    let inside = text.dropFirst(6).dropLast(2)
    let offset = inside.dropFirst().firstIndex { $0 == "+" || $0 == "-" } ?? inside.endIndex
    guard let milliseconds = Int64(inside[..<offset]),
      case let (microseconds, overflow) = milliseconds.multipliedReportingOverflow(by: 1000),
      !overflow
    else { return nil }
    return Timestamp(microseconds: microseconds)
  }
}

/// The words of a time, each by what it looks like.
private struct LoggedTimeParts {
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  private static let utc = ["utc", "gmt", "z", "ut"]

  private var date: String?
  private var clock: String?
  private var offset: String?
  private var month: Int?
  /// Numbers that stand alone: the day, then the year.
  private var numbers: [Substring] = []
  private var hasZoneName = false

  /// Takes the next word; false where it belongs to no time.
  mutating func take(_ word: Substring) -> Bool {
    let lower = word.lowercased()
    if lower.allSatisfy(\.isLetter) { return takeName(lower) }
    if lower.hasPrefix("m=") { return clock != nil }
    if lower.hasPrefix("gmt") || lower.hasPrefix("utc") { return takeOffset(word.dropFirst(3)) }
    if word.first == "+" || word.first == "-" { return takeOffset(word) }
    if word.allSatisfy(\.isNumber) { return takeNumber(word) }
    if takeDateAndClock(word) { return true }
    guard clock == nil, word.contains(":") else { return false }
    clock = String(word)
    return true
  }

  /// The instant; nil where the words make none.
  var time: Timestamp? {
    guard let date = date ?? spelledDate else { return nil }
    guard let clock else {
      return offset == nil && !hasZoneName ? Timestamp(parsing: date + "T00:00:00Z") : nil
    }
    // A zone's name that is not UTC's says nothing where no offset is beside it.
    if hasZoneName, offset == nil, !clock.contains(where: { "Zz+-".contains($0) }) { return nil }
    return Timestamp(parsing: date + "T" + clock + (offset ?? ""))
  }

  private var spelledDate: String? {
    guard let month, numbers.count == 2, let day = numbers.first(where: { $0.count <= 2 }),
      let year = numbers.first(where: { $0.count == 4 })
    else { return nil }
    return "\(year)-\(Self.padded("\(month)"))-\(Self.padded(day))"
  }

  private mutating func takeName(_ name: String) -> Bool {
    if let index = Self.months.firstIndex(where: { name.hasPrefix($0) }), month == nil {
      month = index + 1
      return true
    }
    if Self.days.contains(where: { name.hasPrefix($0) }), clock == nil { return true }
    if Self.utc.contains(name) {
      offset = offset ?? "Z"
      return true
    }
    hasZoneName = true
    return clock != nil
  }

  private mutating func takeOffset(_ text: Substring) -> Bool {
    let digits = text.dropFirst().filter { $0 != ":" }
    guard clock != nil, offset == nil, digits.allSatisfy(\.isNumber),
      digits.count == 2 || digits.count == 4
    else { return false }
    offset = String(text)
    return true
  }

  private mutating func takeNumber(_ word: Substring) -> Bool {
    switch word.count {
    case 8 where date == nil, 14 where date == nil: return takeCompact(word, "")
    case 1, 2, 4:
      numbers.append(word)
      return numbers.count <= 2
    default: return false
    }
  }

  /// `2026/01/02`, `20260102T030405Z`, `10/Nov/2009:23:00:00`, and what is of RFC 3339.
  private mutating func takeDateAndClock(_ word: Substring) -> Bool {
    guard date == nil else { return false }
    if let t = word.firstIndex(where: { $0 == "T" || $0 == "t" }), word[..<t].count == 8,
      word[..<t].allSatisfy(\.isNumber)
    {
      return takeCompact(word[..<t], word[word.index(after: t)...])
    }
    let parts = word.split(separator: "/", maxSplits: 2)
    if parts.count == 3 {
      if parts[0].count == 4 {
        date = "\(parts[0])-\(Self.padded(parts[1]))-\(Self.padded(parts[2]))"
        return parts[2].count <= 2
      }
      guard let index = Self.months.firstIndex(of: parts[1].lowercased()),
        let colon = parts[2].firstIndex(of: ":")
      else { return false }
      date = "\(parts[2][..<colon])-\(Self.padded("\(index + 1)"))-\(Self.padded(parts[0]))"
      clock = String(parts[2][parts[2].index(after: colon)...])
      return true
    }
    guard word.utf8.count >= 10, Array(word.utf8)[4] == UInt8(ascii: "-") else { return false }
    date = String(word.prefix(10))
    let rest = word.dropFirst(10)
    guard !rest.isEmpty else { return true }
    guard rest.first == "T" || rest.first == "t" else { return false }
    clock = String(rest.dropFirst())
    return true
  }

  /// A date of eight digits, and a clock of four or six with what follows it.
  private mutating func takeCompact(_ digits: Substring, _ behind: Substring) -> Bool {
    let year = digits.prefix(4)
    guard year.first == "1" || year.first == "2" else { return false }
    date = "\(year)-\(digits.dropFirst(4).prefix(2))-\(digits.dropFirst(6).prefix(2))"
    let text = digits.count == 14 ? digits.dropFirst(8) : behind
    let clockDigits = text.prefix(while: \.isNumber)
    guard !text.isEmpty else { return true }
    guard clockDigits.count == 4 || clockDigits.count == 6 else { return false }
    let seconds = clockDigits.count == 6 ? ":\(clockDigits.suffix(2))" : ""
    clock =
      "\(clockDigits.prefix(2)):\(clockDigits.dropFirst(2).prefix(2))\(seconds)"
      + text.dropFirst(clockDigits.count)
    return true
  }

  private static func padded(_ number: some StringProtocol) -> String {
    number.count == 1 ? "0\(number)" : String(number)
  }
}
