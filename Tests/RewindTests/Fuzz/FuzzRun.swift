import Foundation
import TestSupport

@testable import Rewind

/// What inputs are taken for.
enum FuzzKind: String, CaseIterable, Codable, Sendable {
  /// JSON texts, for the scanner and what reads after it.
  case texts
  /// Lines of logs, for the mappings and the canonical road.
  case lines
  /// Whole logs of some lines, for the index, the feed and the recovery of a tail.
  case logs
  /// Sources of roles, as they are written on the command line.
  case sources

  /// How many of so many inputs are of this kind.
  func share(of count: Int) -> Int {
    switch self {
    case .texts: count - count / 2
    case .lines: count / 2 - count / 50
    case .logs: count / 100
    case .sources: count / 50 - count / 100
    }
  }
}

/// Tries inputs of one kind, one after the other.
struct FuzzRun {
  /// The first inputs, which leave in memory what is kept for the others.
  private static let warmUp = 1000
  /// So many complaints are enough.
  private static let complaintLimit = 20
  /// Inputs between two looks at the clock, and the seconds they may take: a hang is a death too.
  private static let watched = 256
  private static let patience: UInt32 = 120

  let kind: FuzzKind
  let memory: FuzzMemory

  /// Tries inputs from a number on; answers what was wrong with those that failed.
  func run(from first: Int, count: Int) -> [String] {
    let mutator = FuzzMutator.of(kind)
    var complaints: [String] = []
    for number in first..<first + count {
      if memory[.done] % Self.watched == 0 { alarm(Self.patience) }
      if memory[.done] == min(Self.warmUp, count / 2) { memory[.memoryBefore] = peakMemory() }
      memory.put(kind == .logs ? log(number, mutator) : mutator.input(number), number: number)
      do {
        if try check(memory.input) { memory[.valid] += 1 }
      } catch {
        complaints.append("input \(number) of \(kind.rawValue): \(error)\n\(memory.input.spelled)")
        if complaints.count == Self.complaintLimit { break }
      }
      memory[.done] += 1
    }
    alarm(0)
    memory[.memoryAfter] = peakMemory()
    return complaints
  }

  /// Some lines, those of a store among them, and perhaps half a line behind them.
  private func log(_ number: Int, _ mutator: FuzzMutator) -> [UInt8] {
    var random = SeededRandom(seed: UInt64(number))
    var bytes: [UInt8] = []
    for part in 0..<Int.random(in: 1...8, using: &random) {
      bytes += mutator.input(number &* 8 &+ part) + [0x0A]
    }
    return Bool.random(using: &random)
      ? bytes : bytes.dropLast(Int.random(in: 1...40, using: &random))
  }

  /// Whether an input is valid; throws what is wrong with how it is read.
  private func check(_ input: UnsafeRawBufferPointer) throws -> Bool {
    switch kind {
    case .texts: try TextCheck(input).run()
    case .lines: try LineCheck(input).run()
    case .logs: try LogCheck(Array(input)).run()
    case .sources: try SourceCheck(input).run()
    }
  }

  /// The most memory that the process had so far, in KiB; not `ru_maxrss`, which also counts what
  /// the process had that started it.
  private func peakMemory() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { $0.split(separator: " ").compactMap { Int($0) }.first } ?? 0
  }
}
