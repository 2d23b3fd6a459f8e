import Foundation
import Glibc
import TestSupport

/// What a run of the built program left behind.
struct Outcome: Equatable {
  var status: Int32
  var output: String
  var errors: String

  var lines: [String] { output.split(separator: "\n").map(String.init) }
}

/// The built `rewind`, run as a user would, in a folder that goes with the test.
final class BuiltProgram {
  let folder: String
  var environment: [String: String]

  init() throws {
    folder = NSTemporaryDirectory() + "/rewind-tests-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    environment = [
      "HOME": folder, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC",
      "TERM": "xterm-256color",
    ]
    // So that what runs here is counted as covered.
    if let profile = ProcessInfo.processInfo.environment["LLVM_PROFILE_FILE"] {
      environment["LLVM_PROFILE_FILE"] =
        (profile as NSString).deletingLastPathComponent + "/child-%p.profraw"
    }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Runs the program to its end.
  func run(_ words: String..., input: String = "") throws -> Outcome {
    try run(words, input: Data(input.utf8))
  }

  func run(_ words: [String], input: Data = Data(), in place: String = "") throws -> Outcome {
    let files = try ["in", "out", "err"].map { name in
      let path = NSTemporaryDirectory() + "/rewind-\(name)-\(UUID().uuidString)"
      try (name == "in" ? input : Data()).write(to: URL(fileURLWithPath: path))
      return path
    }
    defer { for file in files { try? FileManager.default.removeItem(atPath: file) } }
    let child = try Child(
      words, environment: environment, folder: place.isEmpty ? folder : path(place),
      input: .file(files[0]), output: .file(files[1]), errors: .file(files[2]))
    let status = child.waitForExit()
    let text = { (file: String) in
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: file)), as: UTF8.self)
    }
    return Outcome(status: status, output: try text(files[1]), errors: try text(files[2]))
  }

  /// Runs a script of bash, in which `$0` is the program.
  func shell(_ script: String) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", script, PseudoTerminal.product("rewind")]
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = environment
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = try [output, errors].map { pipe in
      String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    }
    process.waitUntilExit()
    return Outcome(status: process.terminationStatus, output: text[0], errors: text[1])
  }

  /// Starts the program with pipes to write to and read from.
  func start(_ words: String...) throws -> Child { try start(words) }

  func start(_ words: [String]) throws -> Child {
    try Child(
      words, environment: environment, folder: folder, input: .pipe, output: .pipe,
      errors: .file("/dev/null"))
  }

  /// Starts the program in a terminal.
  func open(_ words: String...) throws -> PseudoTerminal {
    try PseudoTerminal(
      running: PseudoTerminal.product("rewind"), words, environment: environment.mapValues { $0 },
      in: folder)
  }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  /// Writes a file into the folder, and gives its name.
  @discardableResult
  func file(_ name: String, _ text: String) throws -> String {
    try file(name, Data(text.utf8))
  }

  @discardableResult
  func file(_ name: String, _ data: Data) throws -> String {
    try data.write(to: URL(fileURLWithPath: path(name)))
    return name
  }

  /// Writes behind what a file holds.
  func extend(_ name: String, _ text: String) throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path(name)))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }
}
