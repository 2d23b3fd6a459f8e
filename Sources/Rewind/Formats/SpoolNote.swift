/// A line that no source holds: it stands where lines could not be made, and says why.
struct SpoolNote: Hashable, Sendable {
  /// No JSON begins with it, and no log of text either.
  private static let mark: UInt8 = 0x1A
  /// Parts the words, the number and the text.
  private static let separator: UInt8 = 0x1F

  /// Why no line could be made.
  let words: String
  /// The line of the file, from 1, where what was to become a line begins; nil where that is not known.
  let number: Int?
  /// What was to become a line, in one line; the beginning of it where it is long.
  let text: [UInt8]

  /// Describes why no line can be made.
  init(_ words: String, line number: Int? = nil, text: [UInt8] = []) {
    self.words = words
    self.number = number
    self.text = text.prefix(DamagedLine.byteLimit)
      .map { $0 == UInt8(ascii: "\n") || $0 == Self.separator ? UInt8(ascii: " ") : $0 }
  }

  /// The note as it stands among the lines, with its newline.
  var line: [UInt8] {
    var line = [Self.mark] + words.utf8.filter { $0 != UInt8(ascii: "\n") }
    if let number {
      line.append(Self.separator)
      line += "\(number)".utf8
      line.append(Self.separator)
      line += text
    }
    return line + [UInt8(ascii: "\n")]
  }

  /// Reads a line without its newline; nil where it is no note.
  init?(line: UnsafeRawBufferPointer) {
    guard line.first == Self.mark else { return nil }
    let parts = line.dropFirst()
      .split(separator: Self.separator, maxSplits: 2, omittingEmptySubsequences: false)
    words = String(decoding: parts[0], as: UTF8.self)
    number = parts.count > 1 ? Int(String(decoding: parts[1], as: UTF8.self)) : nil
    text = parts.count > 2 ? Array(parts[2]) : []
  }
}
