// What a stream's name tells of its category.
extension UnsafeRawBufferPointer {
  /// The part of a stream's name before its first `-`.
  var categoryPrefix: UnsafeRawBufferPointer {
    guard let dash = firstIndex(of: UInt8(ascii: "-")) else { return self }
    return UnsafeRawBufferPointer(rebasing: self[..<dash])
  }

  /// The same without an id, and without the separators before it; nil where what is left is no word.
  ///
  /// An id is a UUID or a date that the first `-` is part of; in a name without `-` a number at the end behind
  /// `:`, `_` or `/`.
  var categoryBeforeID: UnsafeRawBufferPointer? {
    let prefix = categoryPrefix
    var end = prefix.count
    if hasID(Self.uuid, from: end - 8) {
      end -= 8
    } else if hasID(Self.date, from: end - 4) {
      end -= 4
    } else if end == count, let place = lastIndex(where: { !$0.isDigit }), place < count - 1,
      Self.separators.contains(self[place])
    {
      end = place
    }
    if end < prefix.count {
      while end > 0, !self[end - 1].isLetterOrDigit { end -= 1 }
    }
    let word = UnsafeRawBufferPointer(rebasing: self[..<end])
    let isWord = word.contains { $0.isLetterOrDigit && !$0.isDigit }
    let isDigest = word.count >= 16 && word.allSatisfy(\.isHexDigit)
    return isWord && !isDigest ? word : nil
  }

  /// What parts a number from a name, beside `-`.
  private static let separators = Array(":_/".utf8)
  /// The lengths of the groups of digits, with a `-` between them.
  private static let uuid = [8, 4, 4, 4, 12]
  private static let date = [4, 2, 2]

  /// Whether groups of digits, hexadecimal those of a UUID, begin at a place and nothing goes on with them.
  private func hasID(_ groups: [Int], from start: Int) -> Bool {
    guard start >= 0, start == 0 || !self[start - 1].isLetterOrDigit else { return false }
    var place = start
    for (number, length) in groups.enumerated() {
      if number > 0 {
        guard place < count, self[place] == UInt8(ascii: "-") else { return false }
        place += 1
      }
      guard place + length <= count,
        self[place..<place + length].allSatisfy({
          groups == Self.uuid ? $0.isHexDigit : $0.isDigit
        })
      else { return false }
      place += length
    }
    return place == count || !self[place].isDigit
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { 0x30...0x39 ~= self }

  fileprivate var isHexDigit: Bool { isDigit || 0x41...0x46 ~= self || 0x61...0x66 ~= self }

  /// Bytes of scalars beyond ASCII count as letters.
  fileprivate var isLetterOrDigit: Bool {
    isDigit || 0x41...0x5A ~= self || 0x61...0x7A ~= self || self >= 0x80
  }
}
