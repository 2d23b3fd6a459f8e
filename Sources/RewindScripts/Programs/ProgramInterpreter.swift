internal import Platform

/// The interpreter that a program's first line names: `/bin/sh` of `#!/bin/sh`, `python3` of
/// `#!/usr/bin/env python3`.
enum ProgramInterpreter {
  /// Longer first lines are cut by the system too.
  private static let lineLimit = 256

  /// What is missing where a program names an interpreter that is not there, or cannot run; nil where it names none, or
  /// one that is.
  static func missing(of program: String) -> String? {
    guard let line = firstLine(of: program), line.starts(with: "#!".utf8) else { return nil }
    let words = line.dropFirst(2).split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      .map { String(decoding: $0, as: UTF8.self) }
    guard let interpreter = words.first else { return nil }
    guard let kind = (try? FileStatus(of: interpreter))?.kind else { return missing(interpreter) }
    guard kind == .file, FileSystem.isExecutable(interpreter) else {
      return "its first line names \(interpreter) to run it, which is no program"
    }
    return interpreter.hasSuffix("/env") ? missing(behind: interpreter, words[1...]) : nil
  }

  /// What is missing of what env is to run; nil where its first word is an option other than -S, or a variable.
  private static func missing(behind env: String, _ words: ArraySlice<String>) -> String? {
    let isSplit = words.first == "-S"
    let words = isSplit ? words.dropFirst() : words
    guard let name = words.first, !name.hasPrefix("-"), !name.contains("=") else { return nil }
    guard isFound(name) else { return missing(name) }
    guard !isSplit, words.count > 1 else { return nil }
    let call = words.joined(separator: " ")
    return "\(env) takes \(call) for one word; write #!\(env) -S \(call)"
  }

  private static func missing(_ interpreter: String) -> String {
    guard interpreter.hasSuffix("\r") else {
      return "its interpreter \(interpreter) is missing"
    }
    return "its interpreter \(interpreter.dropLast()) is not found, as its lines end with CR LF;"
      + " they are to end with LF"
  }

  /// Whether a program is found along the `PATH`, as env looks for it.
  private static func isFound(_ name: String) -> Bool {
    if name.hasPrefix("/") { return FileSystem.exists(name) }
    guard !name.contains("/"), let path = ThisProcess.variable("PATH") else { return true }
    return path.split(separator: ":").contains { FileSystem.isExecutable("\($0)/\(name)") }
  }

  private static func firstLine(of program: String) -> ArraySlice<UInt8>? {
    let bytes = try? SystemFile(program, .reading).readNext(atMost: lineLimit)
    return bytes?.prefix { $0 != UInt8(ascii: "\n") }
  }
}
