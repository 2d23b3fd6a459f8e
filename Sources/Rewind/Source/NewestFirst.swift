internal import Platform

/// Whether the times of lines fall throughout, as far as they were looked at.
struct FallingTimes {
  private var last: (time: Int64, run: Int)?
  private var falls = 0
  private var hasRisen = false

  /// Takes the time of the next line; lines of one run follow each other in one file.
  mutating func add(_ time: Timestamp, run: Int) {
    if let last, last.run == run {
      if time.microseconds < last.time { falls += 1 }
      if time.microseconds > last.time { hasRisen = true }
    }
    last = (time.microseconds, run)
  }

  /// Whether none rises from one line to the next, and there are more than two that differ.
  var isThroughout: Bool { falls >= 2 && !hasRisen }
}

extension LogSnapshot {
  /// So many lines are looked at, from the beginnings of so many parts of the log.
  private static let (lineLimit, partCount) = (500, 10)

  /// Whether another program's log lies newest first, as the lists of web services do: from line to line its times
  /// fall or stay, in each of its files, and it has no versions and no positions of its own that differ from counting.
  ///
  /// Lines from all over it tell; that is O(1). Positions and counted versions are then in the order of the lines,
  /// and so are states.
  public var isNewestFirst: Bool {
    guard let reader = fileReader, !reader.isStore, index.hasTimes,
      index.lines.versions.isEmpty, index.lines.positions.isEmpty
    else { return false }
    var times = FallingTimes()
    for part in 0..<Self.partCount {
      let first = index.eventCount * part / Self.partCount + 1
      let next = index.eventCount * (part + 1) / Self.partCount + 1
      for position in first..<max(first, min(next, first + Self.lineLimit / Self.partCount)) {
        guard let time = index[position].timestamp else { continue }
        let file = index.lines.location(position - 1).file
        times.add(time, run: file)
      }
    }
    return times.isThroughout
  }
}

extension UnknownMappingError {
  /// Whether a mapping finds, in the lines that were looked at, a log that lies newest first: see
  /// ``LogSnapshot/isNewestFirst``.
  public func isNewestFirst(by mapping: EnvelopeMapping) -> Bool {
    guard mapping.sources[.version] == nil, mapping.sources[.position] == nil else { return false }
    let compiled = CompiledMapping(mapping)
    var runs: [String: Int] = [:]
    var times = FallingTimes()
    for line in sample.lines {
      var reader = EnvelopeReader(compiled, fileName: line.file)
      let time = line.text.bytes.withUnsafeBytes { (try? reader.read($0))?.time }
      guard let time else { continue }
      let run = runs[line.file] ?? runs.count
      runs[line.file] = run
      times.add(Timestamp(microseconds: time), run: run)
    }
    return times.isThroughout
  }
}

extension EventLog {
  /// Whether its lines are those of its files: none comes through a pipe, is unpacked or made of something else.
  public var readsFilesAsTheyAre: Bool { input == nil && files.staysOnDisk }

  /// Where the events stand in a file of the log that holds them in an array, `.` where it is that array; nil for
  /// any other file, and for one that is compressed or cannot be read.
  public func arrayOfEvents(inFileAt path: String) -> JSONPath? {
    guard let file = try? SystemFile(path, .readingFile) else { return nil }
    let size = FileFormat.headSize
    let head = [UInt8](unsafeUninitializedCapacity: size) { buffer, length in
      length = (try? file.read(at: 0, into: UnsafeMutableRawBufferPointer(buffer))) ?? 0
    }
    let format = FileFormat(of: head[...], isWhole: head.count < size, mapping: mapping)
    guard case .documents(let each, isGrouped: false)? = format else { return nil }
    let isArray = head.first { !$0.isSpace } == UInt8(ascii: "[")
    return each.isEmpty && !isArray ? nil : JSONPath(each.map { .key($0) })
  }
}
