internal import Platform

/// The members of the object that a line is, as places in the line.
///
/// Made for reuse: one allocation serves all lines that one thread reads.
struct LineMembers {
  /// One `"key": value`.
  struct Member {
    /// The key without its quotes, as it is spelled.
    var key: Range<Int>
    /// Whether the key's spelling has escapes.
    var isEscaped: Bool
    var value: Range<Int>
  }

  private(set) var members: [Member] = []

  /// Finds the members of the object that begins at `start` of a valid text.
  ///
  /// Returns false where the value there is no object.
  mutating func find(in text: UnsafeRawBufferPointer, from start: Int = 0) -> Bool {
    members.removeAll(keepingCapacity: true)
    var index = Self.skipSpace(in: text, from: start)
    guard index < text.count, text[index] == UInt8(ascii: "{") else { return false }
    index = Self.skipSpace(in: text, from: index + 1)
    while index < text.count, text[index] == UInt8(ascii: "\"") {
      guard let quote = JSONScanner.endOfString(in: text, from: index + 1) else { return false }
      let key = index + 1..<quote
      index = Self.skipSpace(in: text, from: quote + 1) + 1
      index = Self.skipSpace(in: text, from: index)
      guard let end = JSONScanner.endOfValue(in: text, from: index) else { return false }
      let isEscaped =
        UnsafeRawBufferPointer(rebasing: text[key]).offset(of: UInt8(ascii: "\\")) != nil
      members.append(Member(key: key, isEscaped: isEscaped, value: index..<end))
      index = Self.skipSpace(in: text, from: end)
      guard index < text.count, text[index] == UInt8(ascii: ",") else { break }
      index = Self.skipSpace(in: text, from: index + 1)
    }
    return true
  }

  /// The value of the last member of a key.
  func value(of key: [UInt8], in text: UnsafeRawBufferPointer) -> Range<Int>? {
    var index = members.count
    while index > 0 {
      index -= 1
      if Self.matches(members[index], key, in: text) { return members[index].value }
    }
    return nil
  }

  /// The value of the last member with a key that ends so.
  func value(endingIn ending: [UInt8], in text: UnsafeRawBufferPointer) -> Range<Int>? {
    members.last { member in
      member.key.count >= ending.count
        && text[member.key].suffix(ending.count).elementsEqual(ending)
    }?.value
  }

  /// The last key that ends so, as it is spelled.
  func key(endingIn ending: [UInt8], in text: UnsafeRawBufferPointer) -> Range<Int>? {
    members.last {
      $0.key.count >= ending.count && text[$0.key].suffix(ending.count).elementsEqual(ending)
    }?.key
  }

  /// Where an element of the array stands that a valid text is; nil where it is none, or shorter.
  static func element(_ index: Int, of text: UnsafeRawBufferPointer) -> Range<Int>? {
    guard text.first == UInt8(ascii: "[") else { return nil }
    var start = skipSpace(in: text, from: 1)
    var left = index
    while let end = JSONScanner.endOfValue(in: text, from: start) {
      if left == 0 { return start..<end }
      left -= 1
      let comma = skipSpace(in: text, from: end)
      guard comma < text.count, text[comma] == UInt8(ascii: ",") else { return nil }
      start = skipSpace(in: text, from: comma + 1)
    }
    return nil
  }

  static func matches(_ member: Member, _ key: [UInt8], in text: UnsafeRawBufferPointer) -> Bool {
    if member.isEscaped {
      let quoted = member.key.lowerBound - 1..<member.key.upperBound + 1
      return JSONText(unchecked: ArraySlice(text[quoted])).string.map { $0.utf8.elementsEqual(key) }
        ?? false
    }
    guard member.key.upperBound - member.key.lowerBound == key.count else { return false }
    let spelled = UnsafeRawBufferPointer(rebasing: text[member.key])
    return key.withUnsafeBytes { spelled.order(beside: $0) == 0 }
  }

  static func skipSpace(in text: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index < text.count {
      let byte = text[index]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { break }
      index += 1
    }
    return index
  }
}
