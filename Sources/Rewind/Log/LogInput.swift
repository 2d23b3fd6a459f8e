package import Platform

/// What a log is read from that can be read only once: a pipe, or what a command prints.
///
///     let input = try LogInput(running: "kcat -J -C -t orders")
///     let log = try EventLog.open(input)
///
/// What comes is kept, so that a log can be opened on it more than once, each time from its beginning. A command
/// ends with the last reference, and with the process.
public final class LogInput: Sendable {
  /// What it is for people: `standard input`, or the command.
  public let name: String
  /// What messages call it, and the category of streams that their names do not group: `standard input`, or the
  /// first program of the command.
  public let fileName: String
  /// How a person says that events are read; nil to tell from what comes.
  let mapping: EnvelopeMapping?
  let files: ReadOnlyFiles
  private let command: LogCommand?

  /// Reads what a descriptor gives.
  ///
  /// - Parameters:
  ///   - descriptor: a pipe or file, open for reading, which stays open.
  ///   - name: what it is called.
  ///   - mapping: how a person says that events are read; nil to tell from what comes.
  ///   - spoolLimit: how many bytes are kept at most of the lines; nil for 2 GiB.
  /// - Throws: ``LogOpenError`` where what comes cannot be kept.
  public convenience init(
    reading descriptor: Int32, name: String, mapping: EnvelopeMapping? = nil, spoolLimit: Int? = nil
  ) throws(LogOpenError) {
    try self.init(
      SystemFile(borrowing: descriptor, name: name), mapping: mapping, spoolLimit: spoolLimit)
  }

  /// Reads what a file gives, which is called by its path.
  package convenience init(
    _ file: SystemFile, mapping: EnvelopeMapping? = nil, spoolLimit: Int? = nil
  ) throws(LogOpenError) {
    try self.init(at: file.path, name: file.path, mapping, spoolLimit) {
      () throws(SystemError) in file
    }
  }

  /// Reads what comes through the pipe at a path, and does not wait for its writer to come.
  ///
  /// - Parameters:
  ///   - path: that of a FIFO.
  ///   - mapping: how a person says that events are read; nil to tell from what comes.
  ///   - spoolLimit: how many bytes are kept at most of the lines; nil for 2 GiB.
  /// - Throws: ``LogOpenError`` where what comes cannot be kept.
  public convenience init(
    pipeAt path: String, mapping: EnvelopeMapping? = nil, spoolLimit: Int? = nil
  ) throws(LogOpenError) {
    try self.init(at: path, name: LogPath.name(of: path), mapping, spoolLimit) {
      () throws(SystemError) in try SystemFile(path, .reading)
    }
  }

  private init(
    at path: String, name: String, _ mapping: EnvelopeMapping?, _ spoolLimit: Int?,
    open: @escaping @Sendable () throws(SystemError) -> SystemFile
  ) throws(LogOpenError) {
    self.name = name
    fileName = name
    self.mapping = mapping
    command = nil
    let room = SpoolRoom(spoolLimit ?? SpoolRoom.usual)
    files = try LogOpenError.wrap(
      try ReadOnlyFiles(name: path, mapping: mapping, room: room, open: open))
  }

  /// Runs a command by `/bin/sh`, with nothing to read, and reads what it prints; it is ended where that takes
  /// more room than there is.
  ///
  /// - Parameters:
  ///   - command: the command, as it is typed in a shell.
  ///   - keepsErrors: whether its standard error is kept from this process's; ``failure`` has the last line of
  ///     it then.
  ///   - mapping: how a person says that events are read; nil to tell from what comes.
  ///   - spoolLimit: how many bytes are kept at most of the lines; nil for 2 GiB.
  /// - Throws: ``LogOpenError`` where the shell cannot be started, or what it prints not be kept.
  public init(
    running command: String, keepsErrors: Bool = false, mapping: EnvelopeMapping? = nil,
    spoolLimit: Int? = nil
  ) throws(LogOpenError) {
    let program = LogCommand.program(of: command)
    let running = try LogOpenError.wrap(try LogCommand(command, keepsErrors: keepsErrors))
    name = command
    fileName = program
    self.mapping = mapping
    self.command = running
    do throws(LogFileError) {
      let room = SpoolRoom(spoolLimit ?? SpoolRoom.usual)
      files = try ReadOnlyFiles(
        name: program, mapping: mapping, room: room,
        atEnd: { isCut in
          if isCut { running.kill() }
          running.waitUntilEnded()
        }, open: { () throws(SystemError) in running.output })
    } catch {
      running.kill()
      throw .file(error)
    }
  }

  deinit { command?.kill() }

  /// How the command ended, where it has, and not with the exit status 0: `the command ended with exit status 3`,
  /// and where it is kept the last line of its standard error.
  public var failure: String? { files.exceededSpoolLimit == nil ? command?.failure : nil }

  /// Whether nothing more comes; of a command, whether it has ended.
  public var hasEnded: Bool { !files.mayGrow }

  /// Waits until first lines have come, or all that comes.
  ///
  /// - Parameter progress: called now and then while there is no line yet.
  public func waitForBeginning(_ progress: () -> Void = {}) {
    files.waitForBeginning(progress)
  }

  /// Waits until first lines have come, or all that comes, but no longer than a while; answers whether they have.
  ///
  /// - Parameter milliseconds: how long it waits at most.
  public func waitForBeginning(atMostMilliseconds milliseconds: Int) -> Bool {
    let deadline = SystemClock.monotonicMilliseconds() + Int64(milliseconds)
    files.waitUntilWhole { _, _ in
      !files.hasBegun && SystemClock.monotonicMilliseconds() < deadline
    }
    return files.hasBegun
  }

  /// Whether a first line has come, or all that comes.
  public var hasBegun: Bool { files.hasBegun }

  /// Waits a second for more than its first lines: a guess from two of them is worth little.
  public func waitForMore() {
    let deadline = SystemClock.monotonicMilliseconds() + 1_000
    files.waitUntilWhole { taken, _ in
      taken < 1 << 20 && SystemClock.monotonicMilliseconds() < deadline
    }
  }

  /// Waits until all has come.
  ///
  /// - Parameter progress: called now and then with how many bytes came.
  public func waitUntilEnded(_ progress: (Int) -> Void) {
    files.waitUntilWhole { taken, _ in
      progress(taken)
      return true
    }
  }
}
