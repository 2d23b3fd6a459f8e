import Platform
import Rewind
import RewindScripts
import Synchronization
import TestSupport
import Testing

/// Programs that tests write and run, and the ready ones.
enum Programs {
  /// The package's folder of ready folds, one folder a language.
  static let ready = FileSystem.folder(of: #filePath) + "/../../assets/folds"

  /// The loop of the ready Python fold, behind an `evolve` of a test's own.
  static func python(evolve: String) throws -> String {
    let text = try packageText("assets/folds/python/account.py")
    let loop = try #require(text.firstRange(of: "# What follows"))
    return
      "#!/usr/bin/env python3\nimport json, os, sys\n\n\(evolve)\n\n\n\(text[loop.lowerBound...])"
  }

  /// A fold of a ready program, which runs without asking.
  static func ready(_ path: String) throws -> ProgramFold {
    try ProgramFold(CodeFile(path: "\(ready)/\(path)", kind: .program)) { true }
  }
}

/// A folder with a program in it.
struct ProgramFolder {
  let folder: TemporaryFolder
  let file: CodeFile

  init(_ text: String, name: String = "account.py") throws {
    folder = try TemporaryFolder()
    file = CodeFile(path: folder.path(name), kind: .program)
    try write(text)
  }

  /// Puts a text in the program's place, as a new file: a program that runs cannot be written to.
  func write(_ text: String) throws {
    FileSystem.removeFile(file.path)
    let made = try SystemFile(file.path, .making, permissions: 0o755)
    try made.write(Array(text.utf8))
  }

  /// The fold, which runs without asking.
  func fold(_ limits: ProgramLimits = ProgramLimits()) throws -> ProgramFold {
    try ProgramFold(file, limits: limits) { true }
  }
}

extension FoldBatch {
  /// Events of `account-1` from version 1 on, by their types and data.
  init(
    _ events: [(type: String, data: JSONText)], from firstVersion: Int = 1, interval: Int = 1,
    upcasters: Upcasters = .none
  ) {
    self.init(
      events.enumerated().map { offset, event in
        .event(
          EventRecord(
            at: EventPlace(
              stream: StreamName("account-1"), version: firstVersion + offset,
              position: 100 + firstVersion + offset),
            type: event.type, timestamp: Timestamp(microseconds: Int64(firstVersion + offset)),
            id: "e\(firstVersion + offset)", data: event.data,
            metadata: #"{"user_id":"u1"}"#))
      }, firstVersion: firstVersion, interval: interval, upcasters: upcasters)
  }

  /// Some of its events, by their place in it from 0.
  func part(_ range: Range<Int>, interval: Int = 1) -> FoldBatch {
    FoldBatch(
      Array(events[range]), firstVersion: firstVersion + range.lowerBound, interval: interval,
      upcasters: upcasters)
  }
}

extension FoldedBatch<ProgramState> {
  /// The states behind each event of a batch from version 1 on with an interval of 1, as JSON, `-` for none,
  /// and the faults behind `!`.
  var lines: [String] {
    kept.enumerated().map { index, state in
      let fault = faults.first { $0.version == index + 1 }
      return (state.value?.text() ?? "-") + (fault.map { " ! \($0.description)" } ?? "")
    }
  }
}

/// Values that several threads add to.
final class Recorder: Sendable {
  private let recorded = Mutex<[JSONValue]>([])

  var values: [JSONValue] { recorded.withLock { $0 } }

  func add(_ value: JSONValue) { recorded.withLock { $0.append(value) } }
}

extension Trait where Self == ConditionTrait {
  /// Skips a test, saying so, where a command is not installed.
  static func needsCommand(_ name: String) -> Self {
    .enabled(if: isInstalled(name), "\(name) is not installed")
  }
}

private func isInstalled(_ name: String) -> Bool {
  (ThisProcess.variable("PATH") ?? "").split(separator: ":")
    .contains { FileSystem.isExecutable("\($0)/\(name)") }
}
