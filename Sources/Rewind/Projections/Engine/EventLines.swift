internal import Platform

/// Events that are handed to an engine as they stand in the log's lines, in order: nothing of them is copied, and what
/// else there is to an event is read when it is asked for.
///
/// Only of lines in Rewind's own order. Streams and types are numbers, from 0, of the feed that read the lines; all
/// that a worker hands over are of one feed. The bytes of the whole batch stay as long as this does.
package final class EventLines: Sendable {
  /// How many events there are.
  package var count: Int { lines.count }

  private let batch: EventBatch
  private let names: FeedNames
  private let lines: [Line]

  /// A line of the batch, and where in it the event's data stand.
  struct Line: BitwiseCopyable, Sendable {
    let number: UInt32
    let dataStart: UInt32
    let dataEnd: UInt32

    /// Nil where the line is not in Rewind's own order, or its data or metadata are no valid JSON.
    @inline(__always)
    init?(number: Int, of batch: EventBatch) {
      let line = batch.lines[number]
      guard line.offsets.areKnown,
        let content = CanonicalEnvelope.content(
          of: line.text(in: batch.bytes(ofPiece: line.piece)), from: Int(line.offsets.dataStart))
      else { return nil }
      self.number = UInt32(number)
      (dataStart, dataEnd) = (UInt32(content.data.lowerBound), UInt32(content.data.upperBound))
    }
  }

  init(_ lines: [Line], of batch: EventBatch, _ names: FeedNames) {
    self.lines = lines
    self.batch = batch
    self.names = names
  }

  /// The position of an event, by its number from 0.
  package func position(_ index: Int) -> Int { line(index).position }

  /// The numbers of an event's stream and type.
  package func numbers(_ index: Int) -> (stream: Int, type: Int) {
    let line = line(index)
    return (Int(line.stream), Int(line.type))
  }

  /// The name of a type of a number.
  package func typeName(_ number: Int) -> String { names.types.name(number) }

  /// How many bytes the data of an event have.
  package func dataSize(_ index: Int) -> Int {
    Int(lines[index].dataEnd) - Int(lines[index].dataStart)
  }

  /// Calls a body with the text of an event's data where it lies.
  package func withData<Value>(
    _ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Value
  ) -> Value {
    let (place, line) = (lines[index], line(index))
    return withExtendedLifetime(batch.pieces[Int(line.piece)].memory) { memory in
      let text = line.text(in: memory.bytes)
      let data = UnsafeRawBufferPointer(
        rebasing: text[Int(place.dataStart)..<Int(place.dataEnd)])
      return data.withMemoryRebound(to: UInt8.self, body)
    }
  }

  /// An event whole.
  package func record(_ index: Int) -> EventRecord {
    let line = line(index)
    let text = line.text(in: batch.bytes(ofPiece: line.piece))
    guard let content = EventContent(canonical: text, line.offsets) else {
      preconditionFailure("a line that was read cannot be read again")
    }
    return EventRecord(
      line, stream: StreamName(names.streams.name(Int(line.stream))),
      type: names.types.name(Int(line.type)), content)
  }

  /// All events whole.
  package func records() -> [EventRecord] { lines.indices.map(record) }

  private func line(_ index: Int) -> FeedLine { batch.lines[Int(lines[index].number)] }
}

extension EventRecord {
  /// The event of a line that is not damaged.
  fileprivate init(
    _ line: FeedLine, stream: StreamName, type: String, _ content: EventContent
  ) {
    self.init(
      at: EventPlace(
        stream: stream, version: Int(line.version), position: line.position,
        loggedVersion: LineDecoder.logged(line.loggedVersion, unless: Int(line.version)),
        loggedPosition: LineDecoder.logged(line.loggedPosition, unless: line.position)),
      type: type, timestamp: LineDecoder.timestamp(line.time), content: content)
  }
}
