internal import Platform
internal import Synchronization

/// The processes of one program that wait for work.
final class ProgramPool: Sendable {
  /// So many wait at most.
  private static let idleLimit = 2

  private let path: String
  private let limits: ProgramLimits
  private let isAllowed: @Sendable () -> Bool
  /// What tells the file's content from others.
  let digest: UInt64
  private let idle = Mutex<[ProgramProcess]>([])

  init(
    _ path: String, limits: ProgramLimits, isAllowed: @escaping @Sendable () -> Bool
  ) throws(ProgramError) {
    self.path = path
    self.limits = limits
    self.isAllowed = isAllowed
    digest = try Self.digest(of: path)
  }

  /// Has a body use a process; it is used again where the body did not throw.
  func withProcess<Value>(
    _ body: (ProgramProcess) throws(ProgramError) -> Value
  ) throws -> Value {
    let process = try take()
    let value = try body(process)
    idle.withLock { idle in
      if idle.count < Self.idleLimit { idle.append(process) }
    }
    return value
  }

  /// - Throws: ``UntrustedProgramError`` where the program may not be run.
  func checkAllowed() throws(UntrustedProgramError) {
    guard isAllowed() else { throw UntrustedProgramError(program: path) }
  }

  private func take() throws -> ProgramProcess {
    while let process = idle.withLock({ $0.popLast() }) {
      if !process.hasEnded { return process }
    }
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
