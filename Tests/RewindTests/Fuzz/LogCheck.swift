@testable import Rewind

/// Reads bytes as a log: index, feed and verification agree, and a store's tail is moved aside whole.
struct LogCheck {
  private static let segment = SegmentName.make(firstPosition: 1)

  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether it holds an event.
  func run() throws -> Bool {
    try checkForeign()
    return try checkStore()
  }

  private func checkForeign() throws {
    let files = MemoryFiles(bytes)
    let mapping = try? EventLog.checked(nil, files, try files.list())
    let log = EventLog(
      name: "memory", files: files, mapping: mapping ?? .rewind, isStore: false)
    try checkAgreement(log)
    let lines = bytes.split(separator: 0x0A).count { line in
      !line.allSatisfy { [0x20, 0x09, 0x0D].contains($0) }
    }
    // A last line without an end counts once it is an event, and an append once it is whole.
    let mayLack = bytes.last != 0x0A || log.mapping.sources == EnvelopeMapping.rewind.sources
    guard log.index.eventCount == lines || mayLack && log.index.eventCount < lines else {
      throw FuzzFailure("\(log.index.eventCount) events of \(lines) lines")
    }
  }

  private func checkStore() throws -> Bool {
    let storage = InMemoryLogStorage(segments: [Self.segment: bytes])
    let log = EventLog(name: "bank", files: storage, mapping: .rewind, isStore: true)
    try checkAgreement(log)
    let before = try log.linesOfIndex()
    if try TailRecovery(storage: storage, log: log).run() { try log.refresh() }
    let kept = storage.files[Self.segment] ?? []
    let aside = storage.files.filter { $0.key != Self.segment }.values.joined()
    guard kept + aside == bytes else { throw FuzzFailure("recovery lost bytes") }
    guard log.lastFile?.end ?? 0 == kept.count else {
      throw FuzzFailure("recovery left a torn tail")
    }
    guard before.starts(with: try log.linesOfIndex()) else {
      throw FuzzFailure("recovery changed the events")
    }
    return log.index.eventCount > log.index.damagedPositions.count
  }

  /// The feed gives what the index gives, and verification tells of every damaged line.
  private func checkAgreement(_ log: EventLog) throws {
    let (indexed, fed) = (try log.linesOfIndex(), try log.linesOfFeed())
    guard indexed == fed else {
      let different = zip(indexed, fed).first { $0 != $1 }
      throw FuzzFailure(
        "the index has \(different?.0 ?? "\(indexed.count)"), the feed \(different?.1 ?? "\(fed.count)")"
      )
    }
    var damaged: [Int] = []
    try LogVerifier(log.snapshot()).run(deep: true) { problem in
      if problem.kind == .damage, let position = problem.position { damaged.append(position) }
    }
    let unreadable = indexed.indices.filter {
      indexed[$0] == "\($0 + 1) damaged" || indexed[$0] == "\($0 + 1) unreadable"
    }
    guard damaged == unreadable.map({ $0 + 1 }) else {
      throw FuzzFailure("damaged are \(unreadable), verified \(damaged)")
    }
  }
}
