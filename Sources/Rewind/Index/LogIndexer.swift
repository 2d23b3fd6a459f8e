/// Builds an index from scanned chunks, in the order of the log.
///
/// An append of several events counts only when its last line is there; the lines of one that never
/// was finished, with others behind it, are damage.
struct LogIndexer: Sendable {
  private(set) var index = LogIndex()
  /// The number that each worker's streams and types have in the index.
  private var streamNumbers: [[UInt32]] = []
  private var typeNumbers: [[UInt32]] = []
  private var assembler = CommitAssembler()
  /// The file whose lines are being taken in.
  private var file = 0

  /// Whether the log's names are judged for categories, and the name of the only one.
  private let singleCategoryName: String?

  init(singleCategoryName: String?) {
    self.singleCategoryName = singleCategoryName
  }

  /// Forgets the workers' numbers; called before a new set of workers starts.
  mutating func startWorkers(_ count: Int) {
    streamNumbers = Array(repeating: [], count: count)
    typeNumbers = Array(repeating: [], count: count)
  }

  /// Takes in the next chunk of a file.
  mutating func add(_ chunk: ScannedChunk, file: Int) {
    learnNames(of: chunk)
    begin(file)
    for line in chunk.lines {
      let line = translate(line, worker: chunk.worker)
      if assembler.isWhole(line) {
        commit(line, damage: .line)
      } else {
        commit(assembler.add(line))
      }
    }
  }

  /// Goes on with a file; an append that the one before it has not finished never will be.
  mutating func begin(_ file: Int) {
    guard file != self.file else { return }
    commit(assembler.giveUp())
    self.file = file
  }

  /// Takes in the next line, which is a whole append or part of one that is whole.
  mutating func add(_ line: ScannedLine) {
    commit(line, damage: .line)
  }

  /// Ends a sealed segment, and takes in what stands at its end without being a line: damage.
  mutating func endSealed(_ file: Int, unended: Range<Int>) {
    begin(file)
    commit(assembler.endSealed())
    guard !unended.isEmpty else { return }
    commit(ScannedLine(offset: unended.lowerBound, length: unended.count), damage: .line)
  }

  /// Ends the last file for now, and answers where the lines of an append begin whose last line has
  /// not come yet; nil where there is none.
  mutating func endOpen() -> (file: Int, offset: Int)? {
    commit(assembler.endOpen())
    return assembler.firstPending.map { (file, $0.offset) }
  }

  /// Forgets lines that are no whole append yet; they will be read again.
  mutating func dropPending() {
    assembler.forget()
  }

  /// The index as it is now, with the postings brought up to date.
  mutating func snapshot() -> LogIndex {
    index.postings.packIfLong(index.lines.stream, streams: index.streams.facts)
    if let singleCategoryName {
      let isGrouped = index.streams.categoryCounts.count * 2 <= index.streams.count
      index.onlyCategory = isGrouped ? nil : singleCategoryName
    }
    return index
  }
}

// MARK: - Names

extension LogIndexer {
  private mutating func learnNames(of chunk: ScannedChunk) {
    for stream in chunk.newStreams {
      let known = stream.name.withUnsafeBytes { number(ofStream: $0, category: stream.category) }
      streamNumbers[chunk.worker].append(known)
    }
    for type in chunk.newTypes {
      let known = type.withUnsafeBytes { number(ofType: $0) }
      typeNumbers[chunk.worker].append(known)
    }
  }

  /// The number of a stream, given now where it is new.
  ///
  /// - Parameter category: nil for the part of the name before its first `-`.
  mutating func number(ofStream name: UnsafeRawBufferPointer, category: [UInt8]? = nil) -> UInt32 {
    let number = index.streams.names.intern(name)
    if number == index.streams.count {
      if let category {
        category.withUnsafeBytes { index.streams.add(category: $0) }
      } else {
        index.streams.add(category: name.categoryPrefix)
      }
    }
    return UInt32(number)
  }

  /// The number of a type, given now where it is new.
  mutating func number(ofType name: UnsafeRawBufferPointer) -> UInt32 {
    UInt32(index.types.names.intern(name))
  }

  private func translate(_ line: ScannedLine, worker: Int) -> ScannedLine {
    guard line.stream != ScannedLine.damaged else { return line }
    var line = line
    line.stream = streamNumbers[worker][Int(line.stream)]
    line.type = typeNumbers[worker][Int(line.type)]
    return line
  }
}

// MARK: - Appends

extension LogIndexer {
  private mutating func commit(_ decided: [CommitAssembler.Decided]) {
    for line in decided { commit(line.line, damage: line.damage) }
  }

  private mutating func commit(_ line: ScannedLine, damage kind: Damage.Kind) {
    let position = index.lines.count + 1
    let location = LineLocation(file: file, offset: line.offset, length: line.length)
    guard line.stream != ScannedLine.damaged, kind == .line else {
      if kind == .movedAside {
        index.movedAside.append(position)
        note(line.position.known ?? position, at: position)
      } else {
        index.damage.append(Damage(position: position, kind: kind))
      }
      index.postings.add(previous: 0)
      index.lines.append(
        at: location, time: nil, stream: LineColumns.damaged, type: LineColumns.damaged,
        version: nil, position: line.position.known == position ? nil : line.position.known)
      return
    }
    let stream = Int(line.stream)
    index.postings.add(previous: index.streams.facts[stream].lastPosition)
    let count = index.streams.record(
      stream: stream, position: position, time: line.time.known.map(Int64.init))
    index.types.record(Int(line.type))
    note(line.position.known ?? position, at: position)
    let version = line.version.known
    index.lines.append(
      at: location, time: line.time.known.map(Int64.init), stream: line.stream, type: line.type,
      version: version == count ? nil : version,
      position: line.position.known == position ? nil : line.position.known)
  }

  @inline(__always)
  private mutating func note(_ shown: Int, at position: Int) {
    if shown > index.highestPosition {
      index.highestPosition = shown
    } else if index.disorder == nil {
      index.disorder = position
    }
  }
}

extension Int64 {
  /// The number of a scanned line, or nil where it has none.
  var known: Int? { self == ScannedLine.none ? nil : Int(self) }
}

/// A line that is no event.
struct Damage: Hashable, Sendable {
  /// Why it is none.
  enum Kind: Hashable, Sendable {
    /// The line itself: reading it again says why.
    case line
    /// It belongs to an append that was never finished.
    case incompleteCommit
    /// It stands for a line that a repair moved aside, and harms nobody any more.
    case movedAside
  }

  var position: Int
  var kind: Kind
}
