import ExplorerRuntime
import Platform
import Rewind

extension Invocation {
  /// The mapping that the call gives, else the one remembered for the log; nil to recognise it.
  func mapping(for log: NamedLog) throws -> EnvelopeMapping? {
    var pairs: [String] = []
    if let file = shared.mappingFile {
      pairs = try FileText.read(file).split(separator: "\n").map(String.init)
        .filter { !$0.hasPrefix("#") }
    }
    // What the call says itself counts more than what a file says.
    let given = Set(shared.mappings.map { $0.prefix { $0 != "=" } })
    pairs = pairs.filter { !given.contains($0.prefix { $0 != "=" }) } + shared.mappings
    if pairs.isEmpty { return remembered(for: log) }
    return try EnvelopeMapping(arguments: pairs)
  }

  /// - Throws: ``Failure`` where the call gives a mapping, and each of the logs is a store, which needs none.
  func refuseMapping(ofStores logs: [NamedLog]) throws(Failure) {
    let stores = logs.compactMap(\.store)
    guard givesMapping, let store = stores.first, stores.count == logs.count else { return }
    throw Failure(
      at: store, "the lines of a store are Rewind's own; leave out --map and --mapping")
  }

  /// Remembers a mapping that was given and has worked, for the next time.
  func remember(_ log: EventLog, at named: NamedLog) {
    guard !log.isStore, givesMapping, log.index.validCount > 0, let note = note(for: named)
    else { return }
    let text = (["# \(note.log)"] + log.mapping.arguments).joined(separator: "\n") + "\n"
    UserCache.replaceFile(note.file, with: text)
  }

  /// Forgets the mapping that is remembered for a log; false where none is.
  func forgetMapping(of log: NamedLog) -> Bool {
    guard let note = note(for: log), remembered(for: log) != nil else { return false }
    FileSystem.removeFile(note.file)
    return !FileSystem.exists(note.file)
  }

  private func remembered(for log: NamedLog) -> EnvelopeMapping? {
    guard let note = note(for: log), let text = try? FileText.read(note.file) else { return nil }
    let lines = text.split(separator: "\n").map(String.init)
    guard lines.first == "# \(note.log)" else { return nil }
    return try? EnvelopeMapping(
      arguments: Array(lines.dropFirst()), name: EnvelopeMapping.rememberedName)
  }

  /// Whether the call says itself how the log is mapped.
  var givesMapping: Bool { !shared.mappings.isEmpty || shared.mappingFile != nil }

  /// Where the mapping of a log is noted, and the note's first line: the real path of the log, or of the pattern
  /// of its files, or the command that prints it.
  private func note(for log: NamedLog) -> (file: String, log: String)? {
    guard let folder = environment.cacheDirectory else { return nil }
    let name: String
    switch log {
    case .command(let text): name = "--from \(JSONValue.string(text).text())"
    case .paths(let paths) where paths.count == 1 && !log.isReadOnce:
      name = ReadModelPlace.realPath(paths[0])
    case .paths, .standardInput: return nil
    }
    guard !name.contains("\n") else { return nil }
    return ("\(folder)/mappings/\(UserCache.name(for: name))", name)
  }
}
