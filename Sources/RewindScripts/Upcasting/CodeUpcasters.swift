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

  /// Reads them again, since a file may have changed; one that has is ended, whatever it is at.
  public func refresh() {
    let found = Self.read(code, settings)
    let replaced = known.withLock { known in
      let old = known
      known = found
      return old.compactMap { category, upcaster in
        guard let upcaster = try? upcaster.get() else { return nil as ScriptUpcaster? }
        guard (try? found[category]?.get())?.identity == upcaster.identity else { return upcaster }
        known[category] = .success(upcaster)
        return nil
      }
    }
    for upcaster in replaced { upcaster.end() }
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

  /// Has the category's script lift events.
  ///
  /// - Throws: ``CodeFileError``, ``ScriptError``, ``ScriptEngineError`` where it cannot be used.
  public func lift(
    _ events: [EventRecord], ofCategory category: String
  ) throws -> [Result<[EventSchema]?, UpcastError>] {
    guard let upcaster = known.withLock({ $0[category] }) else {
      return events.map { _ in .success(nil) }
    }
    return try upcaster.get().lift(events)
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
