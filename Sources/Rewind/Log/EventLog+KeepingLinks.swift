internal import Platform
internal import Synchronization

extension EventLog {
  /// So many lines are read before what was found is written: with three ids each, that takes 12 MB.
  private static let linesAtOnce = 1 << 19

  /// Whether there are events in the index on disk whose ids are not in it yet.
  package var lacksLinks: Bool {
    guard let disk = snapshot().index.disk, !disk.health.isBroken else { return false }
    return disk.linkedCount < disk.lineCount
  }

  /// Writes to disk which ids the events carry that the index there has: their own, those of correlations and
  /// of causes.
  ///
  /// From then on ``LogIndex/candidates(carrying:as:)`` and ``LogSnapshot/events(carrying:as:)`` look them up. Each
  /// event is read once for it, on all cores and in little memory; what was written stays where it is stopped.
  /// Nothing of the log waits for it but a refresh, for an instant. It is for a thread that has time, behind
  /// ``keepIndex()``.
  ///
  /// - Parameter progress: called now and then on a thread of the reading, with the part of the events that was
  ///   read, from 0 to 1; returns false to stop.
  @discardableResult
  public func keepLinks(
    progress: @escaping @Sendable (_ part: Double) -> Bool = { _ in true }
  ) -> KeptIndex {
    keepLinks(ofLinesAtOnce: Self.linesAtOnce, progress: progress)
  }

  /// The same, written whenever so many lines were read.
  @discardableResult
  func keepLinks(
    ofLinesAtOnce count: Int, progress: @escaping @Sendable (Double) -> Bool = { _ in true }
  ) -> KeptIndex {
    let snapshot = snapshot()
    guard lacksLinks, let disk = snapshot.index.disk, let lines = snapshot.fileReader else {
      return .upToDate
    }
    do {
      return try keepLinks(of: disk, snapshot, lines, count, progress)
    } catch is DamagedIndexError {
      disk.health.fail()
      return keepIndex()
    } catch let error as SystemError {
      indexFaults.withLock { $0.unwritable = "the index cannot be kept: \(error)" }
      return .impossible(error.description)
    } catch {
      return .impossible("\(error)")
    }
  }

  private func keepLinks(
    of disk: DiskIndex, _ snapshot: LogSnapshot, _ lines: FileSnapshotReader, _ linesAtOnce: Int,
    _ progress: @escaping @Sendable (Double) -> Bool
  ) throws -> KeptIndex {
    let folder = IndexFolder(path: disk.folder)
    guard var manifest = try folder.manifest(), manifest.isOfIndex(disk.manifest) else {
      return .leftToAnother
    }
    var result = KeptIndex.leftToAnother
    while manifest.linkedCount < disk.lineCount {
      let first = manifest.linkedCount
      let end = min(first + linesAtOnce, disk.lineCount)
      let read = ReadCount(first)
      let entries = try LinkReader.entries(
        of: first..<end, in: snapshot.index, lines, key: manifest.generation
      ) { count in
        progress(Double(read.add(count)) / Double(disk.lineCount))
      }
      guard let entries else {
        if result != .written { result = .stopped }
        break
      }
      guard let lock = try folder.tryLock() else { break }
      defer { lock.unlock() }
      guard let there = try folder.manifest(), there.isOfIndex(disk.manifest) else { break }
      manifest = there
      if there.linkedCount == first {
        manifest = try LinkWriter(after: there, in: folder).write(entries, through: end)
        result = .written
      }
    }
    if manifest.linkedCount > disk.linkedCount {
      _ = try goOn(with: manifest, snapshot.generation, lines.files, in: folder)
    }
    return result
  }
}

/// How many lines several threads have read.
private final class ReadCount: Sendable {
  private let count: Atomic<Int>

  init(_ count: Int) {
    self.count = Atomic(count)
  }

  /// Adds some, and answers how many they are then.
  func add(_ lines: Int) -> Int { count.add(lines, ordering: .relaxed).newValue }
}
