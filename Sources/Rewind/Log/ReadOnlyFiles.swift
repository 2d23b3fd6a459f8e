internal import Platform
internal import Synchronization

/// The files of a log that another system wrote, opened for reading only.
///
/// Files keep their place in the list once they were seen; new ones that a folder or a pattern gives
/// come behind them. Of what comes through a pipe, is compressed, or is no JSON lines, lines are made in
/// a file without a name, while they come; such a file is read anew when it changes, and where it begins with the
/// same lines, the others come behind them.
public final class ReadOnlyFiles: LogFiles {
  private let find: @Sendable () throws(LogFileError) -> [String]
  private let mapping: EnvelopeMapping?
  private let room: SpoolRoom
  private let patience: (first: WriterPatience, afterChange: WriterPatience)
  private let onWait: @Sendable (_ pipe: String) -> Void
  private let seen = Mutex(Seen())

  private struct Seen {
    /// The paths, in the order of the list.
    var paths: [String] = []
    /// The lines that are made of what some of them lead to.
    var spools: [String: Spooled] = [:]
  }

  /// Lines, and the file that they are made of; nil for a pipe.
  private struct Spooled {
    var lines: LineSpool
    var file: LogFile?
  }

  /// Reads the files that a search gives; it is asked again at every look.
  ///
  /// - Parameters:
  ///   - mapping: how a person says that events are read; nil to tell from what comes.
  ///   - room: how much the lines may take that are made of them.
  ///   - patience: how long whoever writes a table is waited for, where it ends in the midst of a row; nil for as
  ///     long as is usual.
  ///   - onWait: called now and then with the path of a pipe that has no line yet, while that is waited for.
  init(
    mapping: EnvelopeMapping? = nil, room: SpoolRoom = SpoolRoom(), patience: WriterPatience? = nil,
    onWait: @escaping @Sendable (_ pipe: String) -> Void = { _ in },
    find: @escaping @Sendable () throws(LogFileError) -> [String]
  ) {
    self.mapping = mapping
    self.room = room
    self.patience = (patience ?? .first, patience ?? .afterChange)
    self.onWait = onWait
    self.find = find
  }

  /// Reads what comes from a pipe or a file.
  ///
  /// - Parameters:
  ///   - name: what it is called in the list.
  ///   - mapping: how a person says that events are read; nil to tell from what comes.
  ///   - room: how much may be kept of what comes.
  ///   - atEnd: called when all has come, before that is said; told whether there was no room for all.
  ///   - open: opens it, on a thread of its own; a pipe may have to wait there for its writer.
  init(
    name: String, mapping: EnvelopeMapping? = nil, room: SpoolRoom = SpoolRoom(),
    atEnd: @escaping @Sendable (_ isCut: Bool) -> Void = { _ in },
    open: @escaping @Sendable () throws(SystemError) -> SystemFile
  ) throws(LogFileError) {
    self.mapping = mapping
    self.room = room
    patience = (.first, .afterChange)
    onWait = { _ in }
    find = { () throws(LogFileError) in [name] }
    let lines = try LineSpool(name: name, mapping: mapping, room: room, atEnd: atEnd, open: open)
    seen.withLock { seen in
      seen.paths = [name]
      seen.spools[name] = Spooled(lines: lines)
    }
  }

  deinit {
    for spooled in seen.withLock(\.spools).values { spooled.lines.giveUp() }
  }

  /// The folders that hold the files.
  public var folders: [String] {
    seen.withLock { seen in
      let files = seen.paths.filter { path in seen.spools[path].map { $0.file != nil } ?? true }
      return Set(files.map(FileSystem.folder)).sorted()
    }
  }

  /// The files as they are now, known ones first; waits for the first lines of those that are made.
  ///
  /// - Throws: ``LogFileError``, ``LogFileError/isOfNoFile`` where a path leads to a socket or a device, or
  ///   a pipe has taken the place of a file.
  public func list() throws(LogFileError) -> [LogFile] {
    let found = try find()
    return try seen.withLock { seen throws(LogFileError) in
      for path in seen.paths { try lookAgain(at: path, &seen) }
      let known = Set(seen.paths)
      for path in found where !known.contains(path) {
        try lookFirst(at: path, &seen)
        seen.paths.append(path)
      }
      var files: [LogFile] = []
      for path in seen.paths {
        if let spooled = seen.spools[path] {
          spooled.lines.waitForBeginning { if spooled.file == nil { onWait(path) } }
          files.append(try spooled.lines.asFile())
        } else {
          files.append(try Self.file(at: path))
        }
      }
      return files
    }
  }

  /// Has the list begin with the files of some names in their order, if all of them are in it.
  public func putFirst(_ names: [String]) {
    seen.withLock { seen in
      guard Set(seen.paths).isSuperset(of: names) else { return }
      let first = Set(names)
      seen.paths = names + seen.paths.filter { !first.contains($0) }
    }
  }

  /// Waits until there are first lines of each of those that come through a pipe, are unpacked or turned into
  /// lines.
  ///
  /// - Parameter progress: called now and then while one has no line yet.
  func waitForBeginning(_ progress: () -> Void) {
    for spool in seen.withLock({ Array($0.spools.values) }) {
      spool.lines.waitForBeginning(progress)
    }
  }

  /// Whether a path leads to something else than a pipe that has ended.
  public var mayGrow: Bool {
    seen.withLock { seen in
      seen.paths.contains { path in
        seen.spools[path].map { $0.file != nil || !$0.lines.isWhole } ?? true
      }
    }
  }

  /// The limit of the lines that are made, where there were more.
  public var exceededSpoolLimit: Int? { room.isExceeded ? room.limit : nil }

  /// Whether a path leads to a pipe.
  public var hasPipe: Bool { seen.withLock { $0.spools.values.contains { $0.file == nil } } }

  /// Whether a first line has come, or all that comes.
  var hasBegun: Bool {
    seen.withLock { $0.spools.values.allSatisfy { $0.lines.hasBegun } }
  }

  /// Whether none is a pipe, is unpacked or turned into lines.
  public var staysOnDisk: Bool { seen.withLock(\.spools.isEmpty) }

  /// Waits until pipes have ended and files are unpacked.
  public func waitUntilWhole(_ progress: (_ taken: Int, _ inAll: Int?) -> Bool) {
    let spools = seen.withLock { Array($0.spools.values) }
    let inAll = spools.reduce(0) { $0 + ($1.file?.size ?? 0) }
    let isSizeKnown = spools.allSatisfy { $0.file != nil }
    for spool in spools {
      while !spool.lines.isWhole {
        let taken = spools.reduce(0) { $0 + $1.lines.taken }
        guard progress(taken, isSizeKnown ? inAll : nil) else { return }
        spool.lines.wait(atMostMilliseconds: 100)
      }
    }
  }

  /// Opens a file of the list.
  public func open(_ file: LogFile) throws(LogFileError) -> any OpenLogFile {
    if let lines = lines(file.name) { return lines }
    return try DiskFile(file, at: file.name)
  }

  /// Reads a range of a file.
  public func read(
    _ name: String, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(LogFileError) -> Int {
    if let lines = lines(name) { return try lines.read(at: offset, into: buffer) }
    return try LogFileError.wrap(try SystemFile(name, .readingFile).read(at: offset, into: buffer))
  }

  private func lines(_ path: String) -> LineSpool? { seen.withLock { $0.spools[path]?.lines } }
}

// MARK: - Looking

extension ReadOnlyFiles {
  private static func file(at path: String) throws(LogFileError) -> LogFile {
    let status = try LogFileError.wrap(try FileStatus(of: path, to: "open"))
    guard status.kind == .file || status.kind == .folder else { throw .noFile(path, status.kind) }
    return LogFile(name: path, status: status)
  }

  private func lookFirst(at path: String, _ seen: inout Seen) throws(LogFileError) {
    let status = try LogFileError.wrap(try FileStatus(of: path, to: "open"))
    switch status.kind {
    case .pipe:
      seen.spools[path] = Spooled(
        lines: try LineSpool(name: path, mapping: mapping, room: room) {
          () throws(SystemError) in try SystemFile(path, .reading)
        })
    case .file:
      let file = try LogFileError.wrap(try SystemFile(path, .readingFile))
      guard try !FileHead(file, mapping: mapping).hasLines else { return }
      try spool(file, &seen)
    default: return
    }
  }

  /// Reads a file anew that has changed since its lines were made, all of them; where others are in it now, they
  /// are kept apart from those that were there.
  private func lookAgain(at path: String, _ seen: inout Seen) throws(LogFileError) {
    guard let lines = seen.spools[path]?.lines, lines.isWhole else { return }
    guard try readAgain(path, lines, &seen) else { return }
    var waits = 0
    while lines.isOther, waits < Self.waitsForWriter {
      // Whoever writes a file anew empties it first: what comes then may be what was there, and more.
      Semaphore().wait(atMostMilliseconds: 50)
      waits += 1
      _ = try readAgain(path, lines, &seen)
    }
    guard lines.isOther else { return }
    lines.giveUp()
    try spool(try LogFileError.wrap(try SystemFile(path, .readingFile)), &seen)
  }

  /// So often it is looked whether a file is still being written, 50 ms apart.
  private static let waitsForWriter = 6

  /// Reads a file again where it has changed; false where it has not, or is a pipe.
  private func readAgain(
    _ path: String, _ lines: LineSpool, _ seen: inout Seen
  ) throws(LogFileError) -> Bool {
    guard let file = seen.spools[path]?.file, try Self.file(at: path) != file else { return false }
    let now = try LogFileError.wrap(try SystemFile(path, .readingFile))
    seen.spools[path]?.file = LogFile(
      name: path, status: try LogFileError.wrap(try now.status()))
    lines.readAnew(now, mapping: mapping, patience: patience.afterChange)
    return true
  }

  private func spool(_ file: SystemFile, _ seen: inout Seen) throws(LogFileError) {
    let found = LogFile(name: file.path, status: try LogFileError.wrap(try file.status()))
    let lines = try LineSpool(
      name: file.path, mapping: mapping, room: room, patience: patience.first
    ) {
      () throws(SystemError) in file
    }
    seen.spools[file.path] = Spooled(lines: lines, file: found)
  }
}
