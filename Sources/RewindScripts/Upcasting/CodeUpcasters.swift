public import Rewind
internal import Synchronization

/// The upcasters that lie beside a log: `upcasters/<category>.js`.
public final class CodeUpcasters: CategoryUpcasters {
  private let code: LogCode
  private let settings: ScriptSettings
  private let known: Mutex<[String: Result<ScriptUpcaster, CodeFileError>]>

  /// Reads the upcasters of a log's code, of which there may be none yet.
  public init(_ code: LogCode, settings: ScriptSettings = ScriptSettings()) {
    self.code = code
    self.settings = settings
    known = Mutex(Self.read(code, settings))
  }

  /// Reads them again, since a file may have changed.
  public func refresh() {
    let found = Self.read(code, settings)
    known.withLock { $0 = found }
  }

  /// The names and digests of the scripts.
  public var fingerprint: String {
    known.withLock { known in
      known.values.map { (try? $0.get().identity) ?? "unreadable" }.sorted()
        .joined(separator: ",")
    }
  }

  /// Whether there is no script.
  public var isEmpty: Bool { known.withLock(\.isEmpty) }

  /// Whether there is any script: which types it changes is known to it alone.
  public func lifts(_ type: String) -> Bool { !isEmpty }

  /// Whether the category has a script.
  public func lifts(category: String) -> Bool { known.withLock { $0[category] != nil } }

  /// Has the category's script lift events; where it cannot be used, each fails.
  public func lift(
    _ events: [EventRecord], ofCategory category: String
  ) -> [Result<[EventSchema]?, UpcastError>] {
    switch known.withLock({ $0[category] }) {
    case nil: return events.map { _ in .success(nil) }
    case .success(let upcaster): return upcaster.lift(events)
    case .failure(let error):
      return events.map {
        .failure(
          UpcastError(
            type: $0.type, schemaVersion: $0.schemaVersion, position: $0.position,
            reason: "\(error)"))
      }
    }
  }

  private static func read(
    _ code: LogCode, _ settings: ScriptSettings
  ) -> [String: Result<ScriptUpcaster, CodeFileError>] {
    var found: [String: Result<ScriptUpcaster, CodeFileError>] = [:]
    for folder in code.upcasters {
      for category in folder.scriptedCategories where found[category] == nil {
        let file = CodeFile(path: "\(folder.path)/\(category).js", kind: .script)
        do throws(ScriptError) {
          found[category] = .success(try ScriptUpcaster(file, category: category, settings))
        } catch {
          found[category] = .failure(CodeFileError(file.path, error.text))
        }
      }
    }
    return found
  }
}
