/// The checkpoints of a stream's states, as they are kept for another process that has the same code.
///
/// A file of them is a cache: of another program, another fold, another log or another format it is of no use, and
/// nothing is lost with it.
struct KeptCheckpoints: Hashable, Sendable {
  private static let magic = "REWINDCP"
  private static let format: UInt32 = 1

  /// What they are of: the program, the fold, what lifts events, the stream.
  var subject: String
  /// The log that they were made of, as far as it was read then.
  var log: IndexedLog
  /// The states are those at the versions that this divides.
  var interval: Int
  /// The state at each of these versions, from ``interval`` on.
  var states: [JSONText]
  /// The position of the event of the last of these versions.
  var position: Int
  /// Why events up to there could not be applied.
  var faults: [FoldFault]

  /// The last version that they reach to.
  var last: Int { interval * states.count }

  /// The bytes of a file of them.
  var encoded: [UInt8] {
    var body = IndexByteWriter()
    body.add(Array(subject.utf8))
    log.write(to: &body)
    body.add(interval)
    body.add(position)
    body.add(each: states) { $0.add(Array($1.bytes)) }
    body.add(each: faults) { body, fault in
      body.add(fault.version)
      body.add(Array(fault.description.utf8))
    }
    return body.file(Self.magic, version: Self.format)
  }

  init(
    subject: String, log: IndexedLog, interval: Int, states: [JSONText], position: Int,
    faults: [FoldFault]
  ) {
    (self.subject, self.log, self.interval) = (subject, log, interval)
    (self.states, self.position, self.faults) = (states, position, faults)
  }

  /// - Throws: where the bytes are not all of a file of this format.
  init(_ bytes: [UInt8]) throws(DamagedIndexError) {
    var reader = try IndexByteReader(bytes, Self.magic, version: Self.format)
    subject = String(decoding: try reader.text(), as: UTF8.self)
    log = try IndexedLog(&reader)
    (interval, position) = (try reader.count(), try reader.count())
    states = try reader.list { reader throws(DamagedIndexError) in
      JSONText(unchecked: try reader.text()[...])
    }
    faults = try reader.list { reader throws(DamagedIndexError) in
      FoldFault(
        version: try reader.count(),
        description: String(decoding: try reader.text(), as: UTF8.self))
    }
    guard reader.isAtEnd, interval > 0 else { throw DamagedIndexError() }
  }
}
