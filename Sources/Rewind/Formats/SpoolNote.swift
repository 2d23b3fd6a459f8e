/// A line that no source holds: it stands where lines could not be made, and says why.
enum SpoolNote {
  /// No JSON begins with it, and no log of text either.
  private static let mark: UInt8 = 0x1A

  /// The line, with its newline.
  static func line(_ words: String) -> [UInt8] {
    [mark] + words.utf8.filter { $0 != UInt8(ascii: "\n") } + [UInt8(ascii: "\n")]
  }

  /// What such a line says; nil for any other.
  static func words(in line: UnsafeRawBufferPointer) -> String? {
    line.first == mark ? String(decoding: line.dropFirst(), as: UTF8.self) : nil
  }
}
