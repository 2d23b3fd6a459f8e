import ExplorerRuntime
import Platform
import Rewind

extension Invocation {
  /// The mapping that the call gives, else the one remembered for the log; nil to recognise it.
  func mapping(for paths: [String]) throws -> EnvelopeMapping? {
    var pairs: [String] = []
    if let file = shared.mappingFile {
      pairs = try FileText.read(file).split(separator: "\n").map(String.init)
        .filter { !$0.hasPrefix("#") }
    }
    // What the call says itself counts more than what a file says.
    let given = Set(shared.mappings.map { $0.prefix { $0 != "=" } })
    pairs = pairs.filter { !given.contains($0.prefix { $0 != "=" }) } + shared.mappings
    if pairs.isEmpty { return remembered(for: paths) }
    return try EnvelopeMapping(arguments: pairs)
  }

  /// - Throws: ``Failure`` where the call gives a mapping, and each of the logs is a store, which needs none.
  func refuseMapping(ofStores logs: [[String]]) throws(Failure) {
    guard givesMapping, logs.allSatisfy({ $0.count == 1 && FileEventStore.exists(at: $0[0]) })
    else { return }
    throw Failure(
      at: logs[0][0], "the lines of a store are Rewind's own; leave out --map and --mapping")
  }

  /// Remembers a mapping that was given and has worked, for the next time.
  func remember(_ log: EventLog, at paths: [String]) {
    guard !log.isStore, givesMapping, log.index.validCount > 0, let note = note(for: paths)
    else { return }
    let text = (["# \(note.log)"] + log.mapping.arguments).joined(separator: "\n") + "\n"
    UserCache.replaceFile(note.file, with: text)
  }

  /// Forgets the mapping that is remembered for a log; false where none is.
  func forgetMapping(of paths: [String]) -> Bool {
    guard let note = note(for: paths), remembered(for: paths) != nil else { return false }
    FileSystem.removeFile(note.file)
    return !FileSystem.exists(note.file)
  }

  private func remembered(for paths: [String]) -> EnvelopeMapping? {
    guard let note = note(for: paths), let text = try? FileText.read(note.file) else { return nil }
    let lines = text.split(separator: "\n").map(String.init)
    guard lines.first == "# \(note.log)" else { return nil }
    return try? EnvelopeMapping(arguments: Array(lines.dropFirst()), name: "remembered")
  }

  /// Whether the call says itself how the log is mapped.
  var givesMapping: Bool { !shared.mappings.isEmpty || shared.mappingFile != nil }

  /// Where the mapping of a log is noted, and the real path of the log, or of the pattern of its files,
  /// which is its first line.
  private func note(for paths: [String]) -> (file: String, log: String)? {
    guard let folder = environment.cacheDirectory, paths.count == 1,
      !LogReadModels.isReadOnce(paths)
    else { return nil }
    let log = ReadModelPlace.realPath(paths[0])
    guard !log.contains("\n") else { return nil }
    return ("\(folder)/mappings/\(UserCache.name(for: log))", log)
  }
}
