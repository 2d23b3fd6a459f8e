import Foundation
import TestSupport
import Testing

@testable import Rewind

@Suite("Whatever bytes come, they are judged right and read without harm")
struct FuzzTests {
  /// REWIND_FUZZ is how many inputs there are, of all kinds together; REWIND_FUZZ_FROM the first one's
  /// number, so that one that failed can be repeated.
  @Test("inputs made at random", arguments: FuzzKind.allCases)
  func fuzz(kind: FuzzKind) async throws {
    let count = kind.share(of: Self.number("REWIND_FUZZ") ?? 20_000)
    let first = Self.number("REWIND_FUZZ_FROM") ?? 0
    let path = NSTemporaryDirectory() + "rewind-fuzz-\(UUID().uuidString)"
    let memory = try FuzzMemory(path: path)
    defer { unlink(path) }
    // In a process of its own: a crash is told of, and the memory is that of the inputs alone.
    let result = await #expect(processExitsWith: .success) {
      [kind = kind as FuzzKind, path = path as String, first = first as Int, count = count as Int]
      in
      let run = FuzzRun(kind: kind, memory: try FuzzMemory(path: path))
      for complaint in run.run(from: first, count: count) { Issue.record("\(complaint)") }
    }
    if result == nil {
      let input = "input \(memory[.number]) of \(kind.rawValue)"
      Issue.record("\(input) ended it:\n\(memory.input.spelled)")
    }
    let growth = memory[.memoryAfter] - memory[.memoryBefore]
    print(
      "fuzzed \(memory[.done]) \(kind), \(memory[.valid]) of them valid;",
      "memory \(memory[.memoryBefore] >> 10) MiB, then \(memory[.memoryAfter] >> 10) MiB")
    #expect(growth < 64 << 10)
  }

  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }
}
