/// The last events of a log's files, read from their ends, ahead of the index.
///
///     if let tail = try log.tail() {
///       let newest = try tail.snapshot.event(at: tail.count)
///     }
///
/// A log that was never read takes a while until its newest events are in the index; this takes a moment, whatever
/// the log's size. The events are numbered from 1 here: which positions they have is known once the log has been read
/// up to them, see ``position(of:in:)``.
public struct LogTail: Sendable {
  /// The events alone, as if they were all that the log has: positions in it are their numbers here, and versions
  /// are those that the log gives, or count from the first that is here.
  public let snapshot: LogSnapshot

  /// So many of the last lines of a log are looked through for a line of the tail.
  private static let searchLimit = 1 << 20

  /// How many events there are, damaged lines among them; at least one.
  public var count: Int { snapshot.index.eventCount }

  /// The position that the log itself gives an event; nil where it gives none.
  public func loggedPosition(of number: Int) -> Int? {
    snapshot.index.lines.positions.number(at: number - 1)
  }

  /// The position that an event has in the log as it was read further.
  ///
  /// O(events behind it).
  ///
  /// - Parameters:
  ///   - number: the event's number here, from 1 to ``count``.
  ///   - log: the log that the tail is of.
  /// - Returns: the position; nil where the log has not been read up to the event, or was replaced.
  public func position(of number: Int, in log: LogSnapshot) -> Int? {
    guard let own = snapshot.fileReader, let other = log.fileReader else { return nil }
    let sought = snapshot.index.lines.location(number - 1)
    let file = own.found[sought.file]
    let place = other.found.firstIndex { $0.name == file.name && $0.identity == file.identity }
    let last = log.index.eventCount
    return stride(from: last, to: max(0, last - Self.searchLimit), by: -1).first { position in
      let line = log.index.lines.location(position - 1)
      return line.offset == sought.offset && line.file == place
    }
  }
}

extension EventLog {
  /// Reads the last events of the log's files, ahead of the index.
  ///
  /// They are those of the last 256 KiB: of the last files, or where the lines of several are put in the order of
  /// their times, of each of the 16 that changed last, as far back as all of these reach. Lines that have not ended
  /// and appends that are not whole are left out; damaged lines are kept as such.
  ///
  /// - Returns: the events; nil where none can be told from the files' ends, and of a log that comes through a
  ///   pipe or is made of files that are no lines.
  /// - Throws: ``LogFileError`` where a file cannot be listed or read.
  public func tail() throws(LogFileError) -> LogTail? {
    guard files.staysOnDisk else { return nil }
    return try TailReader(of: self, try files.list()).tail()
  }
}
