internal import Platform
public import Rewind
internal import Synchronization

/// Finds the projections that lie beside a log: scripts in `projections/`.
///
/// A folder is looked at each time, so that a file that was written, changed or removed counts from then on; one that
/// is as it was gives the definition that it gave before. What is folded by a file that was changed ends with
/// ``ReplacedCodeError``, as soon as the change is seen.
public final class CodeProjections: ProjectionFinder {
  private let code: Mutex<LogCode>
  private let settings: ScriptSettings
  private let known = Mutex<[String: Known]>([:])

  private struct Known {
    let path: String
    let stamp: FileStamp
    let script: ProjectionScript
    /// Whether a child could not take it in when it was last tried.
    var isBroken = false
  }

  /// Finds the projections of a log's code.
  public init(_ code: LogCode, settings: ScriptSettings = ScriptSettings()) {
    self.code = Mutex(code)
    self.settings = settings
  }

  /// Looks for projections in other code from now on.
  public func look(in code: LogCode) {
    self.code.withLock { $0 = code }
  }

  /// The names of the files without their endings, each once.
  public func names() -> [String] {
    Set(code.withLock(\.projections).flatMap(\.codeNames)).sorted()
  }

  /// The projection of a name, of the first folder that has one.
  ///
  /// - Throws: ``CodeFileError``, ``ScriptError``, ``ScriptEngineError`` where the file cannot be used.
  public func definition(named name: String) throws -> ProjectionDefinition? {
    try script(named: name)?.definition()
  }

  /// The projection that a text is; what was started for it ends with the definition.
  ///
  /// - Throws: ``ScriptError``, ``ScriptEngineError`` where the text cannot be used.
  public func definition(of text: DefinitionText) throws -> ProjectionDefinition {
    try ProjectionFile.definition(of: text, settings: settings)
  }

  /// What the script itself is warned of, and the sources that it names and the log does not have.
  ///
  /// Nothing where the script cannot be used, which ``definition(named:)`` says.
  public func warnings(of name: String, in index: LogIndex) -> [String] {
    guard let script = try? script(named: name) else { return [] }
    let others = names().filter { $0 != name }.compactMap { other in
      outline(ofOther: other).map { (name: other, outline: $0) }
    }
    let unfound = try? UnfoundSources(of: script, beside: others) { index.has($0) }
    return script.warnings + (unfound?.warnings ?? [])
  }

  /// Looks at the files of the projections that were found, and ends those that were changed or are gone.
  ///
  /// - Returns: their names.
  @discardableResult
  public func refresh() -> Set<String> {
    let changed = known.withLock { known in
      let changed = known.filter { FileStamp($0.value.path) != $0.value.stamp }
      for name in changed.keys { known[name] = nil }
      return changed
    }
    for changed in changed.values { changed.script.end() }
    return Set(changed.keys)
  }

  /// Lets go of the processes that took scripts in and wait for work; others are started when there is some.
  public func rest() {
    for known in known.withLock(\.values) { known.script.rest() }
  }

  /// What another script says of itself; nil where that cannot be told, for which a broken one is tried once.
  private func outline(ofOther name: String) -> ProjectionOutline? {
    guard let script = try? script(named: name) else { return nil }
    guard known.withLock({ $0[name]?.isBroken }) != true else { return nil }
    if let outline = try? script.outline() { return outline }
    known.withLock { $0[name]?.isBroken = true }
    return nil
  }

  private func script(named name: String) throws -> ProjectionScript? {
    for folder in code.withLock(\.projections) {
      if let file = try folder.file(forCategory: name) { return try script(file, name) }
    }
    return nil
  }

  private func script(_ file: CodeFile, _ name: String) throws -> ProjectionScript {
    guard file.kind == .script else {
      throw CodeFileError(file.path, "a projection is a script, \(name).js; this is a program")
    }
    // Read under the lock: of two who ask at once, neither may end what the other was given.
    let (script, replaced) = try known.withLock { known in
      let stamp = FileStamp(file.path)
      let found = known[name]
      if let found, found.path == file.path, found.stamp == stamp {
        return (found.script, nil as ProjectionScript?)
      }
      let script = try ProjectionScript(file, settings: settings)
      known[name] = Known(path: file.path, stamp: stamp, script: script)
      return (script, found?.script)
    }
    replaced?.end()
    return script
  }
}

extension LogIndex {
  /// Whether the log has events of a source.
  fileprivate func has(_ part: ProjectionSource.Part) -> Bool {
    switch part {
    case .category(let name): categories.contains { $0.name == name }
    case .stream(let name): streamID(named: name.rawValue) != nil
    case .type(let name): typeID(named: name) != nil
    }
  }
}
