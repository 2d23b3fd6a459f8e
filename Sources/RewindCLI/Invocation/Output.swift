import Platform
import TextUI

/// Standard output: text for people or JSON lines, harmless when it is a terminal.
///
/// Lines are gathered and written together; ``flush()`` before waiting for anything.
final class Output {
  let isTerminal: Bool
  private let file: SystemFile
  private let glyphs: GlyphSet
  private var buffer: [UInt8] = []

  init(_ file: SystemFile = .standardOutput, glyphs: GlyphSet = .unicode) {
    self.file = file
    self.glyphs = glyphs
    isTerminal = file.isTerminal
    buffer.reserveCapacity(Self.bufferSize + 4096)
  }

  /// Writes a line of text, what a terminal would obey or hide made visible.
  func line(_ text: String) throws(OutputError) {
    if isTerminal {
      try write(Array(VisibleText.escaped(text, glyphs: glyphs).utf8))
    } else {
      try write(Array(text.utf8))
    }
  }

  /// Writes text of several lines, each as ``line(_:)`` does.
  func lines(_ text: String) throws(OutputError) {
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
      try line(String(part))
    }
  }

  /// Writes a line of JSON; to a terminal, what it would obey or hide is escaped as JSON has it.
  func json(_ bytes: some Collection<UInt8>) throws(OutputError) {
    if isTerminal, !bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      try write(Array(Self.escapedJSON(String(decoding: bytes, as: UTF8.self)).utf8))
    } else {
      try write(bytes)
    }
  }

  /// Writes text that is not event data, as it is, line ends included.
  func text(_ text: String) throws(OutputError) {
    buffer += text.utf8
    try flush()
  }

  /// Whether something could not be written.
  private(set) var hasFailed = false

  /// Hands everything to the system.
  func flush() throws(OutputError) {
    defer { buffer.removeAll(keepingCapacity: true) }
    do {
      try file.write(buffer)
    } catch {
      hasFailed = true
      throw OutputError(error)
    }
  }

  /// Whether the reader of a pipe has gone.
  var isClosed: Bool { file.isReaderGone }

  private static let bufferSize = 1 << 16

  private func write(_ bytes: some Collection<UInt8>) throws(OutputError) {
    buffer += bytes
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// The text with `\uXXXX` for each scalar that must not reach a terminal.
  ///
  /// Such a scalar stands inside a string, where that is the same value; between tokens the only one
  /// there can be is a tab, which a space replaces.
  static func escapedJSON(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar == "\t" {
        result += " "
      } else if VisibleText.glyph(for: scalar) != nil {
        for unit in String(scalar).utf16 {
          result += "\\u" + HexDigits.text(of: unit)
        }
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
