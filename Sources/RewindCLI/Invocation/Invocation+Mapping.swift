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

  /// Remembers a mapping that was given and has worked, for the next time.
  func remember(_ log: EventLog, at paths: [String]) {
    guard !log.isStore, !(shared.mappings.isEmpty && shared.mappingFile == nil),
      log.index.validCount > 0, let note = note(for: paths)
    else { return }
    let text = (["# \(note.log)"] + log.mapping.arguments).joined(separator: "\n") + "\n"
    UserCache.replaceFile(note.file, with: text)
  }

  /// Forgets the mapping of a log that is remembered and fits nothing any more; false where none is.
  func forgetMapping(of paths: [String]) -> Bool {
    guard shared.mappings.isEmpty, shared.mappingFile == nil, let note = note(for: paths),
      FileSystem.exists(note.file)
    else { return false }
    FileSystem.removeFile(note.file)
    return true
  }

  private func remembered(for paths: [String]) -> EnvelopeMapping? {
    guard let note = note(for: paths), let text = try? FileText.read(note.file) else { return nil }
    let lines = text.split(separator: "\n").map(String.init)
    guard lines.first == "# \(note.log)" else { return nil }
    return try? EnvelopeMapping(arguments: Array(lines.dropFirst()), name: "remembered")
  }

  /// Where the mapping of a log is noted, and the log's real path, which is its first line.
  private func note(for paths: [String]) -> (file: String, log: String)? {
    guard let folder = environment.cacheDirectory, paths.count == 1, paths[0] != "-",
      let log = FileSystem.realPath(paths[0]), !log.contains("\n")
    else { return nil }
    return ("\(folder)/mappings/\(UserCache.name(for: log))", log)
  }
}
