/// Takes in the lines of a log in order, events and damaged ones; names are the consumer's own numbers.
///
/// The compiler makes a scan of its own for each consumer: what is done here is done for every line.
protocol LineConsumer: ~Copyable {
  /// The number of a stream, given now where it is new.
  mutating func number(of stream: ScannedChunk.NewStream) -> UInt32

  /// The number of a type, given now where it is new.
  mutating func number(ofType name: [UInt8]) -> UInt32

  /// Looks at what will be needed of a stream soon, so that what one line waits for in memory comes beside
  /// what the others wait for.
  mutating func lookAhead(at stream: UInt32)

  /// Takes in the next line, which is an event.
  mutating func append(_ line: ScannedLine)

  /// Takes in the next line, which is damaged.
  mutating func append(_ line: ScannedLine, damage: Damage.Kind)
}

/// Makes the log's lines of scanned chunks: gives names the consumer's numbers, and decides which lines
/// are of whole appends and which are damage.
struct LineAssembler: Sendable {
  /// So many lines are looked at before the first of them is taken in.
  private static let lookAhead = 64

  private var commits = CommitAssembler()

  /// The first line of an append of which it is not known yet whether it is whole.
  var firstPending: ScannedLine? { commits.firstPending }

  /// Whether every line is decided about, and what follows owes nothing to them.
  var isSettled: Bool { commits.isSettled }

  /// Takes in the next chunk of a file.
  @inline(__always)
  mutating func add(
    _ chunk: ScannedChunk, from worker: ScanWorker,
    to consumer: inout some LineConsumer & ~Copyable
  ) {
    let numbers = worker.numbers(through: chunk, in: &consumer)
    let lines = chunk.lines
    for start in stride(from: 0, to: lines.count, by: Self.lookAhead) {
      let next = start..<min(start + Self.lookAhead, lines.count)
      for place in next where !lines[place].isDamaged {
        consumer.lookAhead(at: numbers.streams[Int(lines[place].stream)])
      }
      for place in next { add(lines[place], numbers, to: &consumer) }
    }
  }

  @inline(__always)
  private mutating func add(
    _ line: ScannedLine, _ numbers: ScanWorker.Numbers,
    to consumer: inout some LineConsumer & ~Copyable
  ) {
    var line = line
    if !line.isDamaged {
      line.stream = numbers.streams[Int(line.stream)]
      line.type = numbers.types[Int(line.type)]
    }
    if commits.isWhole(line) {
      consumer.append(line)
    } else {
      consumer.append(commits.add(line))
    }
  }

  /// Ends a file behind which nothing is written any more: what is pending was whole then.
  mutating func endSealed(to consumer: inout some LineConsumer & ~Copyable) {
    consumer.append(commits.endSealed())
  }

  /// Ends a file that may grow: what is pending stays so, unless a part of it is damaged.
  mutating func endOpen(to consumer: inout some LineConsumer & ~Copyable) {
    consumer.append(commits.endOpen())
  }

  /// Gives up an append that is not finished: its lines are damage.
  mutating func giveUp(to consumer: inout some LineConsumer & ~Copyable) {
    consumer.append(commits.giveUp())
  }

  /// Forgets an append that is not finished; its lines will be read again.
  mutating func forget() {
    commits.forget()
  }
}

extension LineConsumer where Self: ~Copyable {
  /// Looks at nothing: little is needed of a stream.
  mutating func lookAhead(at stream: UInt32) {}

  fileprivate mutating func append(_ decided: [CommitAssembler.Decided]) {
    for decided in decided {
      if let damage = decided.damage {
        append(decided.line, damage: damage)
      } else {
        append(decided.line)
      }
    }
  }
}
