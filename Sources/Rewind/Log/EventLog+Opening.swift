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
    let list = try LogOpenError.wrap(try files.list())
    guard !list.isEmpty else { throw .noFiles(paths.joined(separator: " ")) }
    return EventLog(
      name: LogPath.name(of: paths[0]), files: files,
      mapping: try checked(mapping, files, list), isStore: false, upcasters: upcasters)
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

  /// The mapping that was given, which finds something; the one that is recognised where none was.
  static func checked(
    _ mapping: EnvelopeMapping?, _ files: any LogFiles, _ list: [LogFile]
  ) throws(LogOpenError) -> EnvelopeMapping {
    guard let mapping else { return try recognise(files, list) }
    let sample = try LogOpenError.wrap(try LogSample(files, list))
    if let unfit = UnfitMappingError(mapping, in: sample) { throw .unfitMapping(unfit) }
    return mapping
  }

  /// The mapping that fits the first events; an empty log is read as Rewind's own.
  static func recognise(
    _ files: any LogFiles, _ list: [LogFile]
  ) throws(LogOpenError) -> EnvelopeMapping {
    var firstEvent: JSONObject?
    var firstFile = ""
    for file in list where file.size > 0 {
      let range = 0..<min(file.size, 1 << 20)
      let bytes = try LogOpenError.wrap(try files.bytes(file.name, range))
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
