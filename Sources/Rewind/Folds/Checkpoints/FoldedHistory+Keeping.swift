/// Checkpoints of long streams are kept for the next process, where they took a while to make.
extension FoldedHistory {
  /// What takes longer is kept.
  private static var worthMilliseconds: Int64 { 50 }
  /// As many bytes of states are kept at most.
  private static var keptBytes: Int { 4 << 20 }
  private static var keptFaults: Int { 10_000 }

  /// Begins with the checkpoints that another process has kept, where they are of this fold and this log.
  mutating func restoreCheckpoints() throws {
    guard let subject, let reader = snapshot.fileReader,
      snapshot.index.order(of: stream) == .asLogged
    else { return }
    let positions = snapshot.index.positions(of: stream)
    for folder in reader.checkpoints {
      guard let kept = folder.checkpoints(of: subject),
        kept.last <= positions.count, !kept.states.isEmpty,
        positions[kept.last - 1] == kept.position,
        kept.log.fits(reading: folder.reading, reader.found, in: reader.files),
        reader.isStore || kept.log.files.map(\.file) == reader.found,
        let states = try? kept.states.map(fold.state(kept:))
      else { continue }
      interval = kept.interval
      checkpoints = [try fold.initial()] + states
      known.add(kept.faults)
      keptThrough = kept.last
      return
    }
  }

  /// Keeps the checkpoints, where those that are new took a while to make and all that is to be said of the events
  /// can be kept with them.
  mutating func keepCheckpoints() {
    let last = (checkpoints.count - 1) * interval
    guard unkeptMilliseconds >= Self.worthMilliseconds, last >= keptThrough + keptThrough / 4,
      stop == nil, kept.isEmpty, known.faults.count <= Self.keptFaults
    else { return }
    // Whatever comes of it, it is not tried again at once.
    (keptThrough, unkeptMilliseconds) = (last, 0)
    guard let subject, let reader = snapshot.fileReader, !reader.checkpoints.isEmpty,
      snapshot.index.order(of: stream) == .asLogged, fold.hints(in: snapshot).isEmpty,
      let (interval, states) = statesToKeep()
    else { return }
    for folder in reader.checkpoints {
      do {
        let log = try IndexedLog(
          reading: folder.reading, isByTime: reader.order == .byTime, reader.found,
          ends: reader.ends, in: reader.files)
        let end = interval * states.count
        try folder.keep(
          KeptCheckpoints(
            subject: subject, log: log, interval: interval, states: states,
            position: snapshot.index.positions(of: stream)[end - 1],
            faults: known.faults.values.filter { $0.version <= end }.sorted {
              $0.version < $1.version
            }))
        return
      } catch {}
    }
  }

  /// The states at every so many versions, as many as there is room for; nil where there is for none, or the fold
  /// keeps none.
  private func statesToKeep() -> (interval: Int, states: [JSONText])? {
    var step = 1
    while checkpoints.count > step {
      var (states, size): ([JSONText], Int) = ([], 0)
      for number in stride(from: step, to: checkpoints.count, by: step) where size <= Self.keptBytes
      {
        guard let text = fold.kept(checkpoints[number]) else { return nil }
        states.append(text)
        size += text.bytes.count
      }
      if size <= Self.keptBytes { return (interval * step, states) }
      step *= 2
    }
    return nil
  }

  /// What the checkpoints are of; nil where the program is not known.
  private var subject: String? {
    CheckpointFolder.program.map { program in
      [
        program, fold.identity, snapshot.upcasters.fingerprint,
        snapshot.index.stream(stream).name.rawValue,
      ].joined(separator: "\u{0}")
    }
  }
}
