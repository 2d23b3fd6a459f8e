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
  ///   - showsWhileComing: whether a refresh takes in what has come so far of pipes, and of files that are
  ///     unpacked or turned into lines; else it waits for all of it.
  ///   - spoolLimit: how many bytes the lines may take that are made of pipes, and of files that are no lines;
  ///     the log ends where they take more, as ``exceededSpoolLimit`` says. Nil for 2 GiB.
  ///   - onWait: called now and then with the path of a pipe among the files while its first line is waited for.
  /// - Throws: ``LogOpenError``.
  public static func open(
    _ paths: [String], mapping: EnvelopeMapping? = nil, upcasters: Upcasters = .none,
    showsWhileComing: Bool = false, spoolLimit: Int? = nil,
    onWait: @escaping @Sendable (_ pipe: String) -> Void = { _ in }
  ) throws(LogOpenError) -> EventLog {
    if paths.count == 1, LogPath.isStore(paths[0]) {
      return EventLog(
        name: LogPath.name(of: paths[0]), files: try FileLogStorage.reading(paths[0]),
        mapping: .rewind, isStore: true, upcasters: upcasters,
        indexFolders: [StoreFolder.indexFolder(of: paths[0])])
    }
    if let store = paths.first(where: LogPath.isStore) { throw .storeAmongOthers(store) }
    let search = LogSearch(paths, mapping: mapping)
    let room = SpoolRoom(spoolLimit ?? SpoolRoom.usual)
    let files = ReadOnlyFiles(mapping: mapping, room: room, onWait: onWait) {
      () throws(LogFileError) in try search.files()
    }
    let list = try LogOpenError.wrap(try files.list())
    guard !list.isEmpty else {
      if paths.count == 1, let lost = StoreFolder.lostSettings(of: paths[0]) { throw .store(lost) }
      throw .noFiles(
        paths.joined(separator: " "), folders: paths.flatMap(search.foldersWithLogs))
    }
    let found = try checked(mapping, files, list)
    return EventLog(
      name: LogPath.name(of: paths[0]), files: files, mapping: found, isStore: false,
      upcasters: upcasters, showsWhileComing: showsWhileComing,
      leftOut: try LogOpenError.wrap(try takeOthers(search, like: found, files, list)))
  }

  /// Takes the tables and documents of folders whose events are like those of the lines, now and when they come
  /// later; the rest is left out.
  private static func takeOthers(
    _ search: LogSearch, like mapping: EnvelopeMapping, _ files: ReadOnlyFiles, _ list: [LogFile]
  ) throws(LogFileError) -> [String] {
    search.takeOthers { [weak files] in
      guard let files, let sample = try? LogSample(files, list) else { return nil }
      return LogLikeness(mapping, of: sample)
    }
    let found = try search.files()
    if found.count > list.count {
      _ = try files.list()
      files.putFirst(found)
    }
    return try search.leftOut()
  }

  /// Opens the log that comes through a pipe, or that a command prints.
  ///
  /// - Parameters:
  ///   - input: where it comes from; where its own mapping says that the events are in documents counts, not what
  ///     this one says of that.
  ///   - mapping: how lines are read; nil to recognise it by the keys of the first events.
  ///   - upcasters: what lifts old events when they are folded.
  ///   - showsWhileComing: whether a refresh takes in what has come so far; else it waits for the end.
  /// - Throws: ``LogOpenError``, also where a command failed before anything came that is an event.
  public static func open(
    _ input: LogInput, mapping: EnvelopeMapping? = nil, upcasters: Upcasters = .none,
    showsWhileComing: Bool = false
  ) throws(LogOpenError) -> EventLog {
    let list = try LogOpenError.wrap(try input.files.list())
    if let failure = input.failure, list.allSatisfy({ $0.size == 0 }) {
      throw .noLines(input.fileName, reason: failure)
    }
    var found: EnvelopeMapping
    do throws(LogOpenError) {
      found = try checked(mapping, input.files, list)
    } catch {
      guard let failure = input.failure else { throw error }
      switch error {
      case .noEvents(let file), .noLines(let file, _): throw .noLines(file, reason: failure)
      default: throw error
      }
    }
    found.each = input.mapping?.each
    return EventLog(
      name: input.name, files: input.files, mapping: found, isStore: false, upcasters: upcasters,
      showsWhileComing: showsWhileComing, input: input)
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
      let first = try LogOpenError.wrap(try files.bytes(file.name, 0..<min(512, file.size)))
      if let archive = ForeignArchive(first) {
        throw .wrapped(file.name, kind: archive.name, unwrapping: archive.command)
      }
      if let encoding = ByteOrderMark.otherEncoding(Array(first.prefix(4))) {
        throw .notUTF8(file.name, encoding: encoding)
      }
    }
    let sample = try LogOpenError.wrap(try LogSample(files, list))
    if sample.lines.isEmpty, let file = list.first(where: { $0.size > 0 }) {
      let head = try LogOpenError.wrap(
        try files.bytes(file.name, 0..<min(FileFormat.headSize, file.size)))
      if let text = HeadText(head[...], isWhole: head.count == file.size) {
        throw .wrapped(file.name, kind: text.kind, unwrapping: text.command)
      }
      if let reason = HeadTable.reasonForNoRows(head[...], isWhole: head.count == file.size) {
        throw .noLines(file.name, reason: reason)
      }
    }
    guard let mapping, !mapping.isToBeRecognised else {
      var recognised = try recognise(sample, list)
      recognised.each = mapping?.each
      return recognised
    }
    if let unfit = UnfitMappingError(mapping, in: sample) { throw .unfitMapping(unfit) }
    return mapping
  }

  /// The mapping that fits the events; an empty log is read as Rewind's own.
  private static func recognise(_ sample: LogSample, _ list: [LogFile]) throws(LogOpenError)
    -> EnvelopeMapping
  {
    if sample.isEmpty { return .rewind }
    let facts = SampleFacts(sample)
    if facts.fields.isEmpty, let line = sample.lines.first {
      throw .noLines(line.file, reason: "its objects are empty, so that nothing in it is an event")
    }
    if let mapping = EnvelopeMapping.known(for: facts) { return mapping }
    if let unknown = UnknownMappingError(sample, facts) { throw .unknownMapping(unknown) }
    if let note = sample.note {
      let place = note.number.map { "line \($0): " } ?? ""
      throw .noLines(list[0].name, reason: place + note.words)
    }
    throw .noEvents(list[0].name)
  }
}
