import Platform
import Rewind
import RewindScripts
import Testing

/// A folder of scripts that is gone with the test, and what runs them.
final class ScriptFolder {
  let path: String

  init() throws {
    path = try FileSystem.makeTemporaryFolder(prefix: "rewind-scripts-")
  }

  deinit { FileSystem.removeTree(at: path) }

  /// The built `rewind` beside the tests.
  static var settings: ScriptSettings {
    var settings = ScriptSettings()
    let executable = (try? ThisProcess.executable()) ?? ""
    settings.program = FileSystem.folder(of: executable) + "/rewind"
    return settings
  }

  /// A fold of accounts that a script's text is.
  func fold(
    _ script: String, category: String = "account", settings: ScriptSettings = settings
  ) throws -> ScriptFold {
    let path = "\(path)/\(category).js"
    try SystemFile.replace(path, holding: Array(script.utf8))
    return try ScriptFold(
      CodeFile(path: path, kind: .script), category: category, settings: settings)
  }
}

/// An event of a table: `Deposited {"amount":5}`.
func event(_ text: String, version: Int) throws -> StoredEvent {
  let parts = text.split(separator: " ", maxSplits: 1)
  let data = parts.count > 1 ? String(parts[1]) : "{}"
  return .event(
    EventRecord(
      at: EventPlace(stream: "account-1", version: version, position: 100 + version),
      type: String(parts[0]),
      timestamp: Timestamp(parsing: "2026-01-0\(min(9, version))T10:00:00.123456Z"),
      id: "00000000-0000-4000-8000-00000000000\(version % 10)", data: try JSONText(data),
      metadata: #"{"user":"u1"}"#))
}

extension Fold {
  /// The states after each of some events, as JSON, `!` and the fault where there is one.
  func states(_ texts: [String], batch: Int? = nil) throws -> [String] {
    let events = try texts.enumerated().map { try event($1, version: $0 + 1) }
    var state = try initial()
    var states: [String] = []
    var next = 0
    while next < events.count {
      let end = min(events.count, next + (batch ?? events.count))
      let folded = try fold(
        FoldBatch(
          Array(events[next..<end]), firstVersion: next + 1, interval: 1, upcasters: .none),
        from: state)
      for (offset, kept) in folded.kept.enumerated() {
        let fault = folded.faults.first { $0.version == next + offset + 1 }
        let text = try value(of: kept)?.text() ?? "null"
        states.append(fault.map { "\(text) ! \($0)" } ?? text)
      }
      state = folded.last
      next = end
    }
    return states
  }
}
