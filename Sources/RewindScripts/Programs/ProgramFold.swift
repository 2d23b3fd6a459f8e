internal import Platform
public import Rewind

/// A fold that is a program of its own, in any language; `FoldPrograms.md` says what it reads and prints.
///
///     let trust = ProgramTrust(folder: folder)
///     let fold = try ProgramFold(file) { trust.isTrusted(file) }
///
/// A process is started when events are folded first, and used again from batch to batch; threads that
/// fold at the same time have one each. Where one breaks, the call throws, and the next starts another.
public struct ProgramFold: Fold {
  /// The file's name: `account.py`.
  public let name: String
  /// The file's path and a digest of its content.
  public let identity: String
  private let pool: ProgramPool

  /// The fold that a program is.
  ///
  /// - Parameters:
  ///   - file: the program.
  ///   - limits: beyond them it is killed.
  ///   - isAllowed: whether somebody agreed to its being run; asked before each start.
  /// - Throws: ``ProgramError`` where the file cannot be read.
  public init(
    _ file: CodeFile, limits: ProgramLimits = ProgramLimits(),
    isAllowed: @escaping @Sendable () -> Bool
  ) throws(ProgramError) {
    name = file.name
    pool = try ProgramPool(file.path, limits: limits, isAllowed: isAllowed)
    identity = "\(file.path) \(HexDigits.text(of: pool.digest))"
  }

  /// Before the first event there is no state.
  ///
  /// - Throws: ``UntrustedProgramError`` where the program may not be run.
  public func initial() throws -> ProgramState {
    try pool.checkAllowed()
    return .initial
  }

  /// Has the program fold events.
  ///
  /// - Throws: ``UntrustedProgramError``; ``ProgramError`` where the program ends, hangs or does not keep to
  ///   the protocol.
  public func fold(
    _ batch: FoldBatch, from state: ProgramState
  ) throws -> FoldedBatch<ProgramState> {
    var folding = try ProgramFolding(batch, by: name, from: state)
    guard folding.needsProgram else { return folding.withoutProgram() }
    do {
      return try pool.withProcess { process throws(ProgramError) in try folding.run(in: process) }
    } catch var error as ProgramError {
      // No event is to blame for that.
      if case .unflushed = error.reason { throw error }
      error.event = try eventInFlight(in: folding)
      throw error
    }
  }

  /// The event at which a program broke: that of several which breaks it again, by itself.
  private func eventInFlight(in folding: ProgramFolding) throws -> String? {
    let doubt = folding.doubt
    guard doubt.count > 1 else { return folding.name(of: doubt) }
    let patience = pool.limits.silence / 5
    var found: Int?
    do {
      found = try pool.withProcess { process throws(ProgramError) in
        try folding.breaking(in: process, patience: patience)
      }
    } catch is ProgramError {
      // It breaks before all of them now.
    }
    return folding.name(of: found.map { $0..<$0 + 1 } ?? doubt)
  }

  /// Ends the program, whatever it is at: from then on it throws ``ReplacedCodeError`` when it is to fold.
  func end() { pool.end() }

  /// The state that the program answered.
  public func value(of state: ProgramState) -> JSONValue? { state.value }

  /// The bytes of its text.
  public func size(of state: ProgramState) -> Int { state.text?.bytes.count ?? 0 }
}
