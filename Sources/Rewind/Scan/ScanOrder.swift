/// Which chunk of a scan is scanned next, and which is handed on next: in order, one at a time.
///
/// A plain state: to share it among threads, lock it.
struct ScanOrder<Chunk> {
  /// What a thread does next.
  enum Turn: Equatable {
    /// Scans the chunk of a number.
    case scan(Int)
    /// Waits until a chunk was handed on: more are scanned than are handed on in the same time.
    case wait
    /// Nothing: no chunk is left.
    case end
  }

  /// So many scanned chunks may wait while one is handed on.
  static var waitingLimit: Int { 16 }

  private let count: Int
  /// The next chunk that no thread has taken.
  private var next = 0
  /// Scanned chunks that wait for the ones before them.
  private var waiting: [Int: Chunk] = [:]
  /// How many were handed on, or are being so.
  private var handedOn = 0
  private var isHandingOn = false
  private var isStopped = false
  /// Why the scan ended early; nil where it did not, or was asked to.
  private(set) var failure: LogFileError?

  /// Begins with so many chunks, numbered from 0.
  init(count: Int) {
    self.count = count
  }

  /// How many chunks no thread has taken yet.
  var left: Int { isStopped ? 0 : count - next }

  /// What a thread that has nothing to hand on does next.
  mutating func take() -> Turn {
    guard left > 0 else { return .end }
    if isHandingOn, waiting.count >= Self.waitingLimit { return .wait }
    next += 1
    return .scan(next - 1)
  }

  /// Takes in a chunk that was scanned.
  mutating func put(_ chunk: Chunk, at number: Int) {
    waiting[number] = chunk
  }

  /// The chunk to be handed on now; nil where it is not scanned yet, or another is being handed on.
  mutating func beginHandingOn() -> Chunk? {
    guard !isHandingOn, !isStopped, let chunk = waiting.removeValue(forKey: handedOn) else {
      return nil
    }
    handedOn += 1
    isHandingOn = true
    return chunk
  }

  /// Ends the handing on that was begun; nothing more is scanned or handed on where it says so.
  mutating func endHandingOn(shouldContinue: Bool) {
    isHandingOn = false
    if !shouldContinue { isStopped = true }
  }

  /// Ends the scan: a chunk could not be read.
  mutating func fail(_ error: LogFileError) {
    failure = failure ?? error
    isStopped = true
  }
}
