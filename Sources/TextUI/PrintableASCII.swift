extension String {
  /// How many bytes the text has, at most `limit`, where they are all printable ASCII; else nil.
  ///
  /// The common case by far: such a byte is a character, a column and harmless.
  func printableASCIICount(limit: Int) -> Int? {
    let seen = utf8.prefix(limit)
    return seen.allSatisfy { $0 >= 0x20 && $0 < 0x7F } ? seen.count : nil
  }
}
