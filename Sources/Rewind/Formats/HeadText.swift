/// What text stands around the objects in the lines of a file's head, and what takes it off.
struct HeadText {
  /// So many lines are looked at.
  private static let limit = 40
  /// No more bytes stand before an object that is the line's event.
  private static let prefixLimit = 200

  /// What such a file is called.
  let kind: String
  /// The program that prints the objects alone, with its words.
  let command: String

  /// Nil where most lines have no object, or nothing but that.
  init?(_ head: ArraySlice<UInt8>, isWhole: Bool) {
    var lines = head.split(separator: UInt8(ascii: "\n"))
    if !isWhole, head.last != UInt8(ascii: "\n") { lines = lines.dropLast() }
    let filled = lines.filter { !$0.allSatisfy(\.isSpace) }.prefix(Self.limit)
    if Self.areServerSent(filled) {
      kind = "a stream of server-sent events"
      command = "sed -n 's/^data: *//p'"
      return
    }
    let prefixes = filled.compactMap(Self.textBeforeObject)
    guard !prefixes.isEmpty, prefixes.count * 2 >= filled.count else { return nil }
    if prefixes.allSatisfy(Self.isTime) {
      kind = "a log with a time before each object"
      // The time may be the only one that the events have.
      command = #"sed -E 's/^([^[:blank:]]+)[[:blank:]]+\{/{"logged_at":"\1",/'"#
    } else {
      kind = "a log with text before each object"
      command = "sed 's/^[^{]*//'"
    }
  }

  /// Whether all lines are fields of the event stream format (WHATWG HTML, "Server-sent events"), and the data is
  /// of objects.
  private static func areServerSent(_ lines: some Sequence<ArraySlice<UInt8>>) -> Bool {
    let names = ["data:", "event:", "id:", "retry:", ":"]
    var hasObject = false
    for line in lines {
      guard let name = names.first(where: { line.starts(with: $0.utf8) }) else { return false }
      let value = line.dropFirst(name.utf8.count).drop(while: \.isSpace)
      if name == "data:", value.first == UInt8(ascii: "{") { hasObject = true }
    }
    return hasObject
  }

  /// What stands before the object that is the rest of a line; nil where there is none, or nothing before it.
  private static func textBeforeObject(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let prefix = line.prefix { $0 != UInt8(ascii: "{") }
    guard prefix.count <= prefixLimit, !prefix.allSatisfy(\.isSpace),
      (try? JSONText(validating: line[prefix.endIndex...])) != nil
    else { return nil }
    return prefix
  }

  /// Whether a text is a time and a space.
  private static func isTime(_ prefix: ArraySlice<UInt8>) -> Bool {
    let words = prefix.split(whereSeparator: \.isSpace)
    guard words.count == 1, prefix.first?.isSpace == false, prefix.last?.isSpace == true else {
      return false
    }
    return words[0].withUnsafeBytes { Timestamp(logged: $0) != nil }
  }
}
