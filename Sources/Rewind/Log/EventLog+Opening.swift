internal import Platform

extension EventLog {
  /// Opens a log for reading: a store's folder, a file, a folder or a pattern of files.
  ///
  /// Nothing is read but what tells how the lines are mapped; ``refresh(progress:)`` reads the rest.
  ///
  /// - Parameters:
  ///   - paths: one store, or the files, folders and patterns whose files make one log, in order.
  ///   - mapping: how lines are read; nil to recognise it by the keys of the first events.
  ///   - upcasters: what lifts old events when they are folded.
  /// - Throws: ``LogOpenError``.
  public static func open(
    _ paths: [String], mapping: EnvelopeMapping? = nil, upcasters: Upcasters = .none
  ) throws(LogOpenError) -> EventLog {
    if paths.count == 1, LogPath.isStore(paths[0]) {
      return EventLog(
        name: LogPath.name(of: paths[0]), files: try FileLogStorage.reading(paths[0]),
        mapping: .rewind, isStore: true, upcasters: upcasters)
    }
    if let store = paths.first(where: LogPath.isStore) { throw .storeAmongOthers(store) }
    let files = ReadOnlyFiles { () throws(LogFileError) in
      var found: [String] = []
      for path in paths { found += try LogPath.files(at: path) }
      return found
    }
    let list = try LogOpenError.wrap { () throws(LogFileError) in try files.list() }
    guard !list.isEmpty else { throw .noFiles(paths.joined(separator: " ")) }
    let known: EnvelopeMapping
    if let mapping { known = mapping } else { known = try recognise(files, list) }
    return EventLog(
      name: LogPath.name(of: paths[0]), files: files, mapping: known, isStore: false,
      upcasters: upcasters)
  }

  /// A log of lines in memory, read already; for tests and for trying things out.
  public static func inMemory(
    lines: [String], mapping: EnvelopeMapping = .rewind, name: String = "memory",
    upcasters: Upcasters = .none
  ) -> EventLog {
    let bytes = Array(lines.map { $0 + "\n" }.joined().utf8)
    let log = EventLog(
      name: name, files: MemoryFiles(bytes), mapping: mapping, isStore: false,
      upcasters: upcasters)
    // Files in memory cannot fail to be read.
    _ = try? log.refresh()
    return log
  }

  /// The mapping that fits the first events; an empty log is read as Rewind's own.
  static func recognise(
    _ files: any LogFiles, _ list: [LogFile]
  ) throws(LogOpenError) -> EnvelopeMapping {
    var firstEvent: JSONObject?
    var firstFile = ""
    for file in list where file.size > 0 {
      let range = 0..<min(file.size, 1 << 20)
      let bytes = try LogOpenError.wrap { () throws(LogFileError) in
        try files.bytes(file.name, range)
      }
      for line in bytes.split(separator: 0x0A) {
        guard let text = try? JSONText(validating: line), case .object(let event) = text.value
        else { continue }
        if let mapping = EnvelopeMapping.known(for: event) { return mapping }
        if firstEvent == nil {
          firstEvent = event
          firstFile = file.name
        }
      }
      if firstEvent != nil { break }
    }
    guard let firstEvent else {
      guard list.contains(where: { $0.size > 0 }) else { return .rewind }
      throw .noEvents(list[0].name)
    }
    throw .unknownMapping(UnknownMappingError(file: firstFile, event: firstEvent))
  }
}

/// Why a log cannot be opened, in one line that says what to do.
@nonexhaustive
public enum LogOpenError: Error, Sendable, CustomStringConvertible {
  /// The system refused.
  case file(LogFileError)
  /// A path names no file, or a folder without logs.
  case noFiles(String)
  /// A file holds no JSON object.
  case noEvents(String)
  /// The events' keys are none that is known.
  case unknownMapping(UnknownMappingError)
  /// A store was named beside other logs.
  case storeAmongOthers(String)
  /// The folder is a store that this version cannot read.
  case store(StoreError)

  /// One line: what is wrong and what to do.
  public var description: String {
    switch self {
    case .noFiles: "\(problem); FileEventStore.create(at:) makes a store"
    case .store(let error): error.description
    default: problem
    }
  }

  /// One line: what is wrong, and what to do where that is the same for everybody.
  package var problem: String {
    switch self {
    case .file(let error): error.description
    case .noFiles(let path): "\(path): no store and no *.jsonl file here"
    case .noEvents(let file): "\(file): no line is a JSON object; a log has one event a line"
    case .unknownMapping(let unknown): unknown.description
    case .storeAmongOthers(let path):
      "\(path): a store is a log of its own; open it without the others"
    case .store(let error): error.problem
    }
  }

  static func wrap<Value>(
    _ body: () throws(LogFileError) -> Value
  ) throws(LogOpenError) -> Value {
    do {
      return try body()
    } catch {
      throw .file(error)
    }
  }
}

/// What a path on the command line stands for.
enum LogPath {
  private static let endings = [".jsonl", ".ndjson", ".json", ".log"]

  static func isStore(_ path: String) -> Bool {
    FileSystem.exists(path + "/" + StoreSettings.fileName)
  }

  /// The files that a path names: itself, a folder's logs, or what a pattern matches.
  static func files(at path: String) throws(LogFileError) -> [String] {
    let status: FileStatus
    do {
      status = try FileStatus(of: path, to: "open")
    } catch {
      let matches = FileSystem.paths(matching: path).filter(isFile)
      if matches.isEmpty { throw LogFileError(error) }
      return matches
    }
    guard status.kind == .folder else { return [path] }
    let names = try LogFileError.wrap(try FileSystem.names(in: path)).filter { name in
      endings.contains { name.hasSuffix($0) }
    }
    return names.map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }.filter(isFile)
  }

  /// Whether a path leads to a file with bytes of its own; a pipe has none, and would be waited for.
  private static func isFile(_ path: String) -> Bool {
    (try? FileStatus(of: path))?.kind == .file
  }

  /// The last part of a path, without the ending of a log.
  static func name(of path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? path
    let ending = endings.first { last.hasSuffix($0) && last.count > $0.count }
    return String(last.dropLast(ending?.count ?? 0))
  }
}
