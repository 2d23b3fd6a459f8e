internal import Platform
internal import Synchronization

/// The processes of one program: those at work, and those that wait for it.
final class ProgramPool: Sendable {
  /// So many wait at most.
  private static let idleLimit = 2

  private let path: String
  let limits: ProgramLimits
  private let isAllowed: @Sendable () -> Bool
  /// What tells the file's content from others.
  let digest: UInt64
  private let processes = Mutex(Processes())

  private struct Processes {
    var idle: [ProgramProcess] = []
    var busy: [ObjectIdentifier: ProgramProcess] = [:]
    var isEnded = false
  }

  init(
    _ path: String, limits: ProgramLimits, isAllowed: @escaping @Sendable () -> Bool
  ) throws(ProgramError) {
    self.path = path
    self.limits = limits
    self.isAllowed = isAllowed
    digest = try Self.digest(of: path)
  }

  /// Has a body use a process; it is used again where the body did not throw.
  ///
  /// - Throws: ``ReplacedCodeError`` once the program was ended, `CancellationError` where nobody waits for
  ///   it any more.
  func withProcess<Value>(
    _ body: (ProgramProcess) throws(ProgramError) -> Value
  ) throws -> Value {
    let idle = takeIdle()
    let process = try idle ?? started()
    do {
      try processes.withLock { processes in
        if processes.isEnded { throw replaced }
        processes.busy[ObjectIdentifier(process)] = process
      }
      if idle == nil { try process.greet() }
      let value = try body(process)
      processes.withLock { processes in
        processes.busy[ObjectIdentifier(process)] = nil
        if !processes.isEnded, processes.idle.count < Self.idleLimit {
          processes.idle.append(process)
        }
      }
      return value
    } catch {
      let isEnded = processes.withLock { processes in
        processes.busy[ObjectIdentifier(process)] = nil
        return processes.isEnded
      }
      if isEnded { throw replaced }
      if Cancellation.isCurrentCancelled { throw CancellationError() }
      throw error
    }
  }

  /// Lets go of the processes that wait for work; others are started when there is some.
  func rest() {
    let idle = processes.withLock { processes in
      defer { processes.idle = [] }
      return processes.idle
    }
    for process in idle { process.kill() }
  }

  /// Ends the program, whatever it is at.
  func end() {
    let all = processes.withLock { processes in
      processes.isEnded = true
      defer { processes.idle = [] }
      return processes.idle + processes.busy.values
    }
    for process in all { process.kill() }
  }

  private var replaced: ReplacedCodeError {
    ReplacedCodeError(file: CodeFile(path: path, kind: .program).name)
  }

  /// - Throws: ``UntrustedProgramError`` where the program may not be run.
  func checkAllowed() throws(UntrustedProgramError) {
    guard isAllowed() else { throw UntrustedProgramError(program: path) }
  }

  private func takeIdle() -> ProgramProcess? {
    while let process = processes.withLock({ $0.idle.popLast() }) {
      if !process.hasEnded { return process }
    }
    return nil
  }

  private func started() throws -> ProgramProcess {
    try checkAllowed()
    guard try Self.digest(of: path) == digest else { throw ProgramError(path, .wasChanged) }
    return try ProgramProcess(path, limits: limits)
  }

  private static func digest(of path: String) throws(ProgramError) -> UInt64 {
    do {
      return FNV1a.digest(of: try SystemFile.contents(of: path))
    } catch {
      throw ProgramError(path, .cannotStart(error.reason))
    }
  }
}
