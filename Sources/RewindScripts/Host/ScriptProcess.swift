internal import Platform

/// A child that runs one script, asked by one thread at a time; it ends with its last reference, or where
/// any thread kills it.
final class ScriptProcess: Sendable {
  private let child: SharedChild
  private let requests: SystemFile
  private let answers: SystemFile
  /// How far it is, and what it tells of the events of two frames.
  private let shared: SharedNumbers
  private let patience: Int
  /// How many bytes may wait for the child.
  private let room: Int

  /// Starts a child.
  ///
  /// - Throws: ``ScriptEngineError`` where the program is none, `SystemError` where there is no pipe left.
  init(_ settings: ScriptSettings) throws {
    patience = settings.secondsPerEvent
    shared = try SharedNumbers(count: Self.toldCount)
    let toChild = try Pipe()
    let fromChild = try Pipe()
    room = toChild.hold()
    fromChild.hold()
    let (itsInput, requests) = toChild.split()
    let (answers, itsOutput) = fromChild.split()
    do throws(SystemError) {
      child = SharedChild(
        try ChildProcess(
          [settings.program, ScriptHost.word], input: .file(itsInput), output: .file(itsOutput),
          errors: .nothing, shared: shared.file, environment: Self.environment))
    } catch {
      throw ScriptEngineError(program: settings.program, error.reason)
    }
    self.requests = requests
    self.answers = answers
  }

  deinit { child.end() }

  /// Ends what it is at; who waits for its answer is told that it crashed.
  func kill() { child.kill() }

  private static var environment: [String] {
    // Typed arrays would escape the limit in the engine's own cage; what is no longer used is looked for as on
    // a machine with no more memory than the limit; time and texts are the same anywhere. The slowest of the
    // engine's compilers is given what has run a hundred times as often as it waits for by itself: of some
    // 100,000 events it takes longer than it saves.
    let fixed = [
      "TZ=UTC", "LC_ALL=C.UTF-8", "SWIFT_BACKTRACE=enable=no", "GIGACAGE_ENABLED=0",
      "JSC_forceRAMSize=\(ScriptHost.memoryLimit)",
      "JSC_thresholdForFTLOptimizeAfterWarmUp=10000000",
    ]
    let given = ["REWIND_JAVASCRIPTCORE", "LD_LIBRARY_PATH"]
    return fixed
      + given.compactMap { name in
        ThisProcess.variable(name).map { "\(name)=\($0)" }
      }
  }

  /// Waits for the child to be there.
  func greet() throws {
    let frame = try read()
    guard frame.kind != .noEngine else {
      throw ScriptEngineError(String(decoding: frame.bytes, as: UTF8.self))
    }
    guard frame.kind == .hello else { throw ScriptEnd.broken("it does not run scripts") }
  }

  /// Asks something and waits for the answer.
  ///
  /// - Throws: as ``answer()``.
  func ask(_ frame: HostFrame) throws -> [UInt8] {
    send(frame)
    return try answer()
  }

  /// Asks something; blocks until the child has read all of it that does not fit into the pipe.
  func send(_ frame: HostFrame) {
    do {
      try SystemSignal.withoutBrokenPipe { () throws(SystemError) in
        try frame.write(to: requests)
      }
    } catch {
      // Whatever ended the child is told where its answer is read.
    }
  }

  /// Whether something may be asked while the answer to something else is awaited: whether both fit into
  /// the pipe, so that neither side ever waits for the other to read.
  func hasRoom(for frame: HostFrame, behind asked: HostFrame) -> Bool {
    frame.writtenSize + asked.writtenSize <= room
  }

  /// Waits for the next answer.
  ///
  /// - Throws: ``ScriptEnd`` where the script overran its limits, `CancellationError` where nobody waits for
  ///   the answer any more; the child is over then.
  func answer() throws -> [UInt8] { try read().bytes }

  /// How many numbers a child can tell digests by, of two frames.
  static let toldCount = 1 << 17

  /// The first of the numbers that the child tells digests by, of a frame that is answered and of which the next but one
  /// is not sent; it may have written anything there.
  func told(_ count: Int, ofFrame number: Int) -> [Int32] {
    let start = number % 2 * (Self.toldCount / 2)
    return shared.numbers(start..<start + min(max(0, count), Self.toldCount / 2))
  }

  /// The number of the event that the child is at, from 1; 0 before the first.
  ///
  /// The child writes it, and may write anything once its engine is broken.
  private var place: Int { Int(exactly: Double(bitPattern: shared.value)) ?? 0 }

  private func read() throws -> HostFrame {
    var last = place
    var ticks = 0
    var isStuck = false
    var isGivenUp = false
    let frame = try HostFrame.read(from: answers) {
      // Ticks are counted and no clock is read, so that a pause of the whole terminal is none.
      while !answers.isReadable(within: Cancellation.grace) {
        if Cancellation.isCurrentCancelled {
          isGivenUp = true
          return false
        }
        let now = place
        (last, ticks) = now == last ? (last, ticks + 1) : (now, 0)
        if ticks * Cancellation.grace > patience * 1000 {
          isStuck = true
          return false
        }
      }
      return true
    }
    if let frame { return frame }
    let event = place
    let peakMemory = child.end()?.peakMemory ?? 0
    if isGivenUp { throw CancellationError() }
    if isStuck { throw ScriptEnd.stopped(event: event, seconds: patience) }
    throw ScriptEnd.crashed(event: event, peakMemory: peakMemory)
  }
}

/// Why a child that ran a script is over.
enum ScriptEnd: Error {
  /// It was at one event for too long.
  case stopped(event: Int, seconds: Int)
  /// The engine ended by itself, at an event; most often for want of memory, of which it had so many bytes.
  case crashed(event: Int, peakMemory: Int)
  /// It is no child of ours.
  case broken(String)

  /// A child that answers something that was not asked, as one may whose engine is broken.
  static let somethingElse = ScriptEnd.broken("its process answered something else")

  /// Whether the engine ended by itself.
  var isCrash: Bool {
    if case .crashed = self { true } else { false }
  }

  /// The number of the event that it was at, from 1, or another where it was at none; nil where it is no child
  /// of ours.
  var event: Int? {
    switch self {
    case .stopped(let event, _), .crashed(let event, _): event
    case .broken: nil
    }
  }
}

/// There is nothing that runs scripts.
public struct ScriptEngineError: Error, Sendable, Hashable, CustomStringConvertible {
  /// One line: what is missing, and what to install.
  public let description: String

  init(_ reason: String) {
    description = reason
  }

  /// Says that the program that runs scripts cannot be started.
  init(program: String, _ reason: String) {
    description =
      "\(program), which runs scripts, cannot be started: \(reason); put rewind on the PATH, or its path in"
      + " REWIND"
  }
}
