internal import Platform
public import Rewind
internal import Synchronization

/// Finds the projections that lie beside a log: scripts and programs in `projections/`.
///
/// A folder is looked at each time, so that a file that was written, changed or removed counts from then on; one that
/// is as it was gives the definition that it gave before. What is folded by a file that was changed ends with
/// ``ReplacedCodeError``, as soon as the change is seen.
public final class CodeProjections: ProjectionFinder {
  private let code: Mutex<LogCode>
  private let settings: ScriptSettings
  private let trust: ProgramTrust?
  private let known = Mutex<[String: Known]>([:])

  private struct Known {
    let path: String
    let stamp: FileStamp
    let projection: CodeProjection
    /// Whether a child could not take it in when it was last tried.
    var isBroken = false
  }

  /// Finds the projections of a log's code.
  ///
  /// - Parameter trust: the programs that may run besides those in folders that were agreed to.
  public init(
    _ code: LogCode, settings: ScriptSettings = ScriptSettings(), trust: ProgramTrust? = .ofUser
  ) {
    self.code = Mutex(code)
    self.settings = settings
    self.trust = trust
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
  /// A program is not run for it; one that nobody agreed to throws when it is to fold.
  ///
  /// - Throws: ``CodeFileError``, ``ScriptError``, ``ScriptEngineError``, ``ProgramError`` where the file cannot be
  ///   used.
  public func definition(named name: String) throws -> ProjectionDefinition? {
    try projection(named: name)?.definition()
  }

  /// Checks that a projection may be run, which is in question where it is a program.
  ///
  /// - Throws: ``UntrustedProgramError``; what ``definition(named:)`` throws.
  public func checkAllowed(named name: String) throws {
    if case .program(let program)? = try projection(named: name) {
      try program.pool.checkAllowed()
    }
  }

  /// The projection that a text is; what was started for it ends with the definition.
  ///
  /// - Throws: ``ScriptError``, ``ScriptEngineError`` where the text cannot be used.
  public func definition(of text: DefinitionText) throws -> ProjectionDefinition {
    try ProjectionFile.definition(of: text, settings: settings)
  }

  /// What the script itself is warned of, and the sources that it names and the log does not have.
  ///
  /// Nothing of a program, nor where the script cannot be used, which ``definition(named:)`` says.
  public func warnings(of name: String, in index: LogIndex) -> [String] {
    guard case .script(let script)? = try? projection(named: name) else { return [] }
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
    for changed in changed.values { changed.projection.end() }
    return Set(changed.keys)
  }

  /// Lets go of the processes that wait for work; others are started when there is some.
  public func rest() {
    for known in known.withLock(\.values) { known.projection.rest() }
  }

  /// What another script says of itself; nil where that cannot be told, for which a broken one is tried once.
  private func outline(ofOther name: String) -> ProjectionOutline? {
    guard case .script(let script)? = try? projection(named: name) else { return nil }
    guard known.withLock({ $0[name]?.isBroken }) != true else { return nil }
    if let outline = try? script.outline() { return outline }
    known.withLock { $0[name]?.isBroken = true }
    return nil
  }

  private func projection(named name: String) throws -> CodeProjection? {
    for folder in code.withLock(\.projections) {
      if let file = try folder.file(forCategory: name) {
        return try projection(file, in: folder, name)
      }
    }
    return nil
  }

  private func projection(
    _ file: CodeFile, in folder: CodeFolder, _ name: String
  ) throws -> CodeProjection {
    // Read under the lock: of two who ask at once, neither may end what the other was given.
    let (projection, replaced) = try known.withLock { known in
      let stamp = FileStamp(file.path)
      let found = known[name]
      if let found, found.path == file.path, found.stamp == stamp {
        return (found.projection, nil as CodeProjection?)
      }
      let projection = try made(of: file, in: folder)
      known[name] = Known(path: file.path, stamp: stamp, projection: projection)
      return (projection, found?.projection)
    }
    replaced?.end()
    return projection
  }

  private func made(of file: CodeFile, in folder: CodeFolder) throws -> CodeProjection {
    switch file.kind {
    case .script: return .script(try ProjectionScript(file, settings: settings))
    case .program:
      let (isAgreedTo, trust) = (folder.isAgreedTo, trust)
      return .program(
        try ProgramProjection(file) { isAgreedTo || trust?.isTrusted(file) == true })
    }
  }
}

/// A projection that is code beside a log.
private enum CodeProjection {
  case script(ProjectionScript)
  case program(ProgramProjection)

  func definition() throws -> ProjectionDefinition {
    switch self {
    case .script(let script): try script.definition()
    case .program(let program): program.definition()
    }
  }

  func rest() {
    switch self {
    case .script(let script): script.rest()
    case .program(let program): program.rest()
    }
  }

  func end() {
    switch self {
    case .script(let script): script.end()
    case .program(let program): program.end()
    }
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
