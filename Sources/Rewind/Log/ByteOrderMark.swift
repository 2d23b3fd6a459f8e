/// What a text may begin with that tells its encoding and is no part of it.
enum ByteOrderMark {
  /// That of UTF-8, which is passed over.
  static let utf8: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The name of the encoding of a text that is not UTF-8, by its first four bytes; nil where it may be.
  ///
  /// A JSON object in UTF-16 has a NUL beside its brace, with a mark or without.
  static func otherEncoding(_ first: [UInt8]) -> String? {
    switch first {
    case [0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF]: "UTF-32"
    case _ where first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]): "UTF-16"
    case _ where first.count == 4 && [[0x7B, 0], [0, 0x7B]].contains(Array(first[..<2])):
      first[2] == 0 && first[3] == 0 ? "UTF-32" : "UTF-16"
    default: nil
    }
  }
}
