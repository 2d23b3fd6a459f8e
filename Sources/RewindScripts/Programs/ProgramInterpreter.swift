internal import Platform

/// The interpreter that a program's first line names: `/usr/bin/env` of `#!/usr/bin/env python3`.
enum ProgramInterpreter {
  /// Longer first lines are cut by the system too.
  private static let lineLimit = 256

  /// What is missing where a program names an interpreter that is not there; nil where it names none, or one
  /// that is.
  static func missing(of program: String) -> String? {
    guard let line = firstLine(of: program), line.starts(with: "#!".utf8) else { return nil }
    let words = line.dropFirst(2).split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard let word = words.first else { return nil }
    let interpreter = String(decoding: word, as: UTF8.self)
    guard !FileSystem.exists(interpreter) else { return nil }
    guard interpreter.hasSuffix("\r") else {
      return "its interpreter \(interpreter) is missing"
    }
    return "its interpreter \(interpreter.dropLast()) is not found, as its lines end with CR LF;"
      + " they are to end with LF"
  }

  private static func firstLine(of program: String) -> ArraySlice<UInt8>? {
    let bytes = try? SystemFile(program, .reading).readNext(atMost: lineLimit)
    return bytes?.prefix { $0 != UInt8(ascii: "\n") }
  }
}
