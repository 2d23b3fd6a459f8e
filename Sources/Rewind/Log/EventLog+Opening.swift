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
    guard !list.isEmpty else {
      if paths.count == 1, let lost = StoreFolder.lostSettings(of: paths[0]) { throw .store(lost) }
      throw .noFiles(paths.joined(separator: " "))
    }
    return EventLog(
      name: LogPath.name(of: paths[0]), files: files,
      mapping: try checked(mapping, files, list), isStore: false, upcasters: upcasters)
  }

  /// What a mapping finds in lines from all over the log at some paths, a role each.
  ///
  /// - Throws: ``LogOpenError``, also where the mapping finds no event.
  public static func coverage(
    of mapping: EnvelopeMapping, at paths: [String]
  ) throws(LogOpenError) -> [RoleCoverage] {
    let log = try open(paths, mapping: mapping)
    return try log.coverage()
  }

  /// What the log's mapping finds in lines from all over it, a role each.
  ///
  /// - Throws: ``LogOpenError`` where a file cannot be read.
  public func coverage() throws(LogOpenError) -> [RoleCoverage] {
    RoleCoverage.of(mapping, in: try LogOpenError.wrap(try LogSample(files, try files.list())))
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
    for file in list {
      let first = try LogOpenError.wrap(try files.bytes(file.name, 0..<min(4, file.size)))
      if let encoding = ByteOrderMark.otherEncoding(first) {
        throw .notUTF8(file.name, encoding: encoding)
      }
    }
    let sample = try LogOpenError.wrap(try LogSample(files, list))
    guard let mapping else { return try recognise(sample, list) }
    if let unfit = UnfitMappingError(mapping, in: sample) { throw .unfitMapping(unfit) }
    return mapping
  }

  /// The mapping that fits the events; an empty log is read as Rewind's own.
  private static func recognise(_ sample: LogSample, _ list: [LogFile]) throws(LogOpenError)
    -> EnvelopeMapping
  {
    if sample.isEmpty { return .rewind }
    let facts = SampleFacts(sample)
    if let mapping = EnvelopeMapping.known(for: facts) { return mapping }
    guard let unknown = UnknownMappingError(sample, facts) else { throw .noEvents(list[0].name) }
    throw .unknownMapping(unknown)
  }
}
