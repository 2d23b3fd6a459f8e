internal import Platform
package import Rewind

/// A program that folds events, running: many streams in flight, a state only where it is asked for.
///
///     let process = try ProgramProcess("aggregates/account.py")
///     try process.greet()
///     try process.begin("account-1", at: nil)
///     for event in events { _ = try process.fold(event) }
///     let number = try process.get("account-1")
///     let state = try process.flush().states[number]
///
/// After an error it is killed, and of no more use. It ends with its last reference.
///
/// It may be handed from thread to thread; one at a time uses it.
package final class ProgramProcess: @unchecked Sendable {
  /// Behind so many bytes a program is asked for a sign of life.
  private static let flushedBytes = 64 << 10

  private let channel: ProgramChannel
  private var expectations = ProgramExpectations()
  /// The program's greeting; nil before it.
  private(set) var greeting: JSONText?
  private var unflushedBytes = 0

  /// Starts a program; it is greeted before anything else.
  ///
  /// - Parameter path: its file.
  package init(
    _ path: String, limits: ProgramLimits = ProgramLimits()
  ) throws(ProgramError) {
    channel = try ProgramChannel(path, limits: limits)
  }

  /// Greets the program, and waits for its greeting.
  package func greet() throws(ProgramError) {
    write { $0.append(literal: #"{"hello":{"rewind":1}}"#) }
    try work { greeting != nil }
  }

  /// Kills the program, whose greeting has no place there.
  func refused(_ what: String, line: JSONText) -> ProgramError {
    channel.failure(.unexpected(what, line: ProgramChannel.shortened(line.bytes)))
  }

  /// Kills the program and what it started, from any thread: who waits for its answer sees its end.
  func kill() { channel.kill() }

  /// The last number of which is known that the program was done with it; 0 where none is.
  var lastDone: Int { expectations.lastDone }

  /// Whether the program has ended by itself.
  package var hasEnded: Bool { channel.hasEnded }

  /// Begins a stream: anew, or at a state that the program gave before.
  package func begin(_ stream: StreamName, at state: JSONText?) throws(ProgramError) {
    write { line in
      line.append(literal: #"{"begin":"#)
      JSONString.write(stream.rawValue, to: &line)
      if let state {
        line.append(literal: #","state":"#)
        line += state.singleLine().bytes
      }
      line.append(literal: "}")
    }
    try push()
  }

  /// Folds an event of a stream that has begun.
  ///
  /// - Returns: its number, by which ``flush()`` tells where the program could not fold it.
  package func fold(_ event: EventRecord) throws(ProgramError) -> Int {
    let number = expectations.numberEvent()
    write { $0.append(event, number: number) }
    try push()
    return number
  }

  /// Asks a projection for the keys of the rows that an event goes to.
  ///
  /// - Returns: its number, by which ``flush()`` answers it.
  func askKeys(of event: EventRecord) throws(ProgramError) -> Int {
    let number = expectations.numberKeys()
    write { $0.append(event, number: number) }
    try push()
    return number
  }

  /// Has a projection fold an event into a row that has begun.
  ///
  /// - Returns: its number, as ``fold(_:)`` does.
  func fold(_ event: EventRecord, into row: StreamName) throws(ProgramError) -> Int {
    let number = expectations.numberEvent()
    write { $0.append(event, number: number, row: row) }
    try push()
    return number
  }

  /// Asks for a stream's state.
  ///
  /// - Returns: its number, by which ``flush()`` answers it.
  package func get(_ stream: StreamName) throws(ProgramError) -> Int {
    let number = expectations.numberGet()
    write { line in
      line.append(literal: #"{"get":"#)
      JSONString.write(stream.rawValue, to: &line)
      line.append(literal: #","n":"#)
      line.append(literal: "\(number)}")
    }
    try push()
    return number
  }

  /// Has the program forget a stream.
  package func end(_ stream: StreamName) throws(ProgramError) {
    write { line in
      line.append(literal: #"{"end":"#)
      JSONString.write(stream.rawValue, to: &line)
      line.append(literal: "}")
    }
    try push()
  }

  /// Waits for what was asked for since the last flush.
  ///
  /// - Parameter silence: how long the program may leave it without any answer; nil for its limit.
  package func flush(within silence: Duration? = nil) throws(ProgramError) -> ProgramAnswers {
    writeFlush()
    try work(within: silence) { expectations.isFlushed }
    return expectations.takeAnswers()
  }
}

// MARK: - Lines

extension ProgramProcess {
  private func write(_ body: (inout [UInt8]) -> Void) {
    let before = channel.pending.count
    body(&channel.pending)
    channel.pending.append(UInt8(ascii: "\n"))
    unflushedBytes += channel.pending.count - before
  }

  private func writeFlush() {
    let number = expectations.numberFlush()
    write { $0.append(literal: #"{"flush":\#(number)}"#) }
    unflushedBytes = 0
  }

  /// Gives the program what is written, now and then.
  private func push() throws(ProgramError) {
    guard unflushedBytes >= Self.flushedBytes else { return }
    writeFlush()
    try channel.push { line throws(ProgramError) in try take(line) }
  }

  private func work(
    within silence: Duration? = nil, until isEnough: () -> Bool
  ) throws(ProgramError) {
    try channel.work(
      within: silence, { line throws(ProgramError) in try take(line) }, until: isEnough)
  }

  /// Takes in a line that the program printed.
  private func take(_ line: ArraySlice<UInt8>) throws(ProgramError) {
    var trouble: String?
    do {
      switch try ProgramAnswer(line) {
      case nil: trouble = "what is no answer"
      case .hello(let hello)? where greeting == nil: greeting = hello
      case _ where greeting == nil: trouble = "something before its hello"
      case let answer?: trouble = expectations.take(answer)
      }
    } catch {
      trouble = "what is no JSON"
    }
    if let trouble {
      throw channel.failure(.unexpected(trouble, line: ProgramChannel.shortened(line)))
    }
  }
}

extension [UInt8] {
  fileprivate mutating func append(literal text: String) {
    append(contentsOf: text.utf8)
  }

  /// Writes an event as programs get it: its numbers as a person is shown them, its data and metadata as
  /// the log spells them.
  fileprivate mutating func append(
    _ event: EventRecord, number: Int, row: StreamName? = nil
  ) {
    append(literal: "{")
    if let row {
      append(literal: #""row":"#)
      JSONString.write(row.rawValue, to: &self)
      append(literal: ",")
    }
    append(literal: #""stream":"#)
    JSONString.write(event.stream.rawValue, to: &self)
    append(literal: #","n":"#)
    append(literal: "\(number)")
    append(literal: #","type":"#)
    JSONString.write(event.type, to: &self)
    append(literal: #","data":"#)
    self += event.data.singleLine().bytes
    append(literal: #","metadata":"#)
    if let metadata = event.metadata {
      self += metadata.singleLine().bytes
    } else {
      append(literal: "null")
    }
    append(literal: #","version":"#)
    append(literal: "\(event.shownVersion)")
    append(literal: #","position":"#)
    append(literal: "\(event.shownPosition)")
    append(literal: #","timestamp":"#)
    append(literal: event.timestamp.map { "\"\($0.rfc3339)\"" } ?? "null")
    append(literal: #","id":"#)
    if let id = event.id { JSONString.write(id, to: &self) } else { append(literal: "null") }
    append(literal: "}")
  }
}
