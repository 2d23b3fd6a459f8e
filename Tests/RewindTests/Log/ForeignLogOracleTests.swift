import TestSupport
import Testing

@testable import Rewind

/// Logs are opened as somebody does who says nothing about them, and held against what they hold.
@Suite("A log that another program wrote, opened as it is proposed")
struct ForeignLogOracleTests {
  private static let all = ForeignLogOracle.systems + ForeignLogOracle.others
  @Test("holds what its program wrote", arguments: all)
  func right(oracle: ForeignLogOracle) throws {
    guard let path = oracle.path else { try Test.cancel("there is no ../shared/data") }
    let log = try Self.openAsProposed(path)
    expectNoDifference(try oracle.differences(in: log), [])
  }

  private static func openAsProposed(_ path: String) throws -> EventLog {
    let log: EventLog
    do throws(LogOpenError) {
      log = try EventLog.open([path])
    } catch {
      guard case .unknownMapping(let unknown) = error else { throw error }
      // What is proposed is given back as a person would paste it.
      log = try EventLog.open(
        [path], mapping: try EnvelopeMapping(arguments: unknown.guess.arguments))
    }
    try log.refresh()
    return log
  }
}
