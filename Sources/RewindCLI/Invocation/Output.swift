internal import Glibc
import TextUI

/// Standard output: text for people or JSON lines, harmless when it is a terminal.
///
/// Lines are gathered and written together; ``flush()`` before waiting for anything.
final class Output {
  let isTerminal: Bool
  private let descriptor: Int32
  private let glyphs: GlyphSet
  private var buffer: [UInt8] = []

  init(descriptor: Int32 = 1, glyphs: GlyphSet = .unicode) {
    self.descriptor = descriptor
    self.glyphs = glyphs
    isTerminal = isatty(descriptor) == 1
    buffer.reserveCapacity(Self.bufferSize + 4096)
  }

  /// Writes a line of text, what a terminal would obey or hide made visible.
  func line(_ text: String) throws(OutputClosed) {
    if isTerminal {
      try write(Array(VisibleText.escaped(text, glyphs: glyphs).utf8))
    } else {
      try write(Array(text.utf8))
    }
  }

  /// Writes text of several lines, each as ``line(_:)`` does.
  func lines(_ text: String) throws(OutputClosed) {
    for part in text.split(separator: "\n", omittingEmptySubsequences: false) {
      try line(String(part))
    }
  }

  /// Writes a line of JSON; to a terminal, what it would obey or hide is escaped as JSON has it.
  func json(_ bytes: some Collection<UInt8>) throws(OutputClosed) {
    if isTerminal, !bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      try write(Array(Self.escapedJSON(String(decoding: bytes, as: UTF8.self)).utf8))
    } else {
      try write(bytes)
    }
  }

  /// Writes text that is not event data, as it is, line ends included.
  func text(_ text: String) throws(OutputClosed) {
    buffer += text.utf8
    try flush()
  }

  /// Hands everything to the system.
  func flush() throws(OutputClosed) {
    var written = 0
    defer { buffer.removeAll(keepingCapacity: true) }
    while written < buffer.count {
      let count = buffer.withUnsafeBytes { bytes in
        Glibc.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno == EAGAIN {
        var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&wait, 1, -1)
      } else if errno != EINTR {
        throw OutputClosed(reason: errno)
      }
    }
  }

  /// Whether the reader of a pipe has gone.
  var isClosed: Bool {
    var state = pollfd(fd: descriptor, events: 0, revents: 0)
    return poll(&state, 1, 0) == 1 && Int32(state.revents) & (POLLERR | POLLHUP | POLLNVAL) != 0
  }

  private static let bufferSize = 1 << 16

  private func write(_ bytes: some Collection<UInt8>) throws(OutputClosed) {
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
          let digits = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// Standard output cannot be written to; for a closed pipe that is no failure.
struct OutputClosed: Error {
  let reason: Int32

  var isClosedPipe: Bool { reason == EPIPE }
}
