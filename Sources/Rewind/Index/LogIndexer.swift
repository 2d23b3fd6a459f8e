/// Builds an index from scanned chunks, in the order of the log.
///
/// An append of several events counts only when its last line is there; the lines of one that never
/// was finished, with others behind it, are damage.
struct LogIndexer: ~Copyable, Sendable {
  private var builder: LogIndex.Builder
  /// The number that each worker's streams and types have in the index.
  private var streamNumbers: [[UInt32]] = []
  private var typeNumbers: [[UInt32]] = []
  private var assembler = CommitAssembler()
  /// The file whose lines are being taken in.
  private var file = 0

  /// The index so far, not counting lines that are no whole append yet.
  var index: LogIndex { builder.latest }

  init(singleCategory: String?) {
    builder = LogIndex.Builder(singleCategory: singleCategory)
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
    builder.begin(file: file)
  }

  /// The number of a stream, given now where it is new.
  mutating func number(of stream: StreamName) -> UInt32 { builder.number(of: stream) }

  /// The number of a type, given now where it is new.
  mutating func number(ofType type: String) -> UInt32 { builder.number(ofType: type) }

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

  /// The index as it is now.
  mutating func snapshot() -> LogIndex { builder.index }
}

// MARK: - Names

extension LogIndexer {
  private mutating func learnNames(of chunk: ScannedChunk) {
    for stream in chunk.newStreams {
      streamNumbers[chunk.worker].append(builder.number(of: stream))
    }
    for type in chunk.newTypes {
      let number = type.withUnsafeBytes { builder.number(ofType: $0) }
      typeNumbers[chunk.worker].append(number)
    }
  }

  private func translate(_ line: ScannedLine, worker: Int) -> ScannedLine {
    guard line.stream != ScannedLine.damaged else { return line }
    var line = line
    line.stream = streamNumbers[worker][Int(line.stream)]
    line.type = typeNumbers[worker][Int(line.type)]
    return line
  }
}

extension LogIndex.Builder {
  fileprivate mutating func number(of stream: ScannedChunk.NewStream) -> UInt32 {
    stream.name.withUnsafeBytes { name in
      guard let category = stream.category else { return number(ofStream: name) }
      return category.withUnsafeBytes { number(ofStream: name, category: $0) }
    }
  }
}

// MARK: - Appends

extension LogIndexer {
  private mutating func commit(_ decided: [CommitAssembler.Decided]) {
    for line in decided { commit(line.line, damage: line.damage) }
  }

  private mutating func commit(_ line: ScannedLine, damage kind: Damage.Kind) {
    let location = LineLocation(file: file, offset: line.offset, length: line.length)
    guard line.stream != ScannedLine.damaged, kind == .line else {
      builder.append(
        kind,
        IndexedLine(
          position: line.position, locator: location.locator, length: location.length))
      return
    }
    builder.append(
      IndexedLine(
        stream: line.stream, type: line.type, version: line.version, position: line.position,
        time: line.time, locator: location.locator, length: location.length))
  }
}
