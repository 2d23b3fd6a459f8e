import TestSupport
import Testing

@testable import Rewind

/// Whatever a log looks like, an event has all that its line has.
@Suite("A guess at lines of a random shape")
struct GuessCompletenessTests {
  @Test("leaves nothing of a line out", arguments: 0..<300)
  func complete(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed) &+ 4711)
    let shape = Shape.object(Self.members(&random, depth: 0))
    let lines = (0..<30).map { number in
      Self.text(shape, at: "", ofLine: number, &random) ?? "{}"
    }
    let facts = SampleFacts(LogSample(try lines.map { try JSONText($0) }, file: "log.jsonl"))
    guard !facts.fields.isEmpty else { return }
    let guess = MappingGuess.mapping(of: facts)
    let used = Set(
      guess.sources.values.flatMap { $0.alternatives.joined() }.compactMap { part in
        if case .path(let path) = part { path } else { nil }
      })
    let log = EventLog.inMemory(lines: lines, mapping: guess)
    for (number, line) in lines.enumerated() {
      guard let record = try log.event(at: number + 1).record else { continue }
      let kept = Set(
        (Self.leaves(of: record.data.value) + Self.leaves(of: record.metadata?.value ?? .null))
          .map(\.text))
      let lost = Self.leaves(of: try JSONText(line).value).filter {
        !used.contains($0.path) && !kept.contains($0.text)
      }
      #expect(lost.isEmpty, "\(guess.line) of \(line) loses \(lost.map(\.text))")
    }
  }

  // MARK: - Making

  private indirect enum Shape {
    case object([(key: String, isAlways: Bool, value: Shape)])
    case id, text, kind, time, count, list, encoded(Shape)
  }

  private static let names = [
    "event", "data", "payload", "metadata", "headers", "type", "eventType", "order_id", "orderId",
    "id", "at",
    "timestamp", "version", "seq", "body", "context", "item", "user", "name", "kind", "entity",
    "entity_id", "extra",
    "log", "changes",
  ]

  private static func members(
    _ random: inout SeededRandom, depth: Int
  ) -> [(key: String, isAlways: Bool, value: Shape)] {
    let names = names.shuffled(using: &random).prefix(Int.random(in: 1...6, using: &random))
    return names.map { name in
      let isAlways = Int.random(in: 0..<5, using: &random) > 0
      let value: Shape =
        switch Int.random(in: 0..<(depth < 2 ? 11 : 8), using: &random) {
        case 0, 1: .id
        case 2: .text
        case 3: .kind
        case 4: .time
        case 5, 6: .count
        case 7: .list
        case 8: .encoded(.object(members(&random, depth: 2)))
        default: .object(members(&random, depth: depth + 1))
        }
      return (name, isAlways, value)
    }
  }

  /// A value as JSON, which no other place has; nil for an object with nothing in it.
  private static func text(
    _ shape: Shape, at path: String, ofLine number: Int, _ random: inout SeededRandom
  ) -> String? {
    switch shape {
    case .id: return "\"\(path)-\(number % 5)\""
    case .text: return "\"what \(path) says in line \(number)\""
    case .kind: return "\"\(path)\(["Placed", "Paid"][number % 2])\""
    case .time:
      let minute = path.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) % 50 } + 10
      return "\"2026-03-01T\(10 + number / 3):\(minute):0\(number % 3)Z\""
    case .count: return "\(path.utf8.reduce(7) { ($0 &* 31 &+ Int($1)) % 100_000 } * 100 + number)"
    case .list: return "[\"\(path) first \(number)\",\"\(path) second\"]"
    case .encoded(let inner):
      return text(inner, at: path, ofLine: number, &random).map { JSONValue.string($0).text() }
    case .object(let members):
      var parts: [String] = []
      for member in members where member.isAlways || Bool.random(using: &random) {
        if let value = text(member.value, at: path + "/" + member.key, ofLine: number, &random) {
          parts.append("\"\(member.key)\":\(value)")
        }
      }
      return parts.isEmpty ? nil : "{" + parts.joined(separator: ",") + "}"
    }
  }

  /// All that is in a value, also in an object that a text holds.
  private static func leaves(
    of value: JSONValue, at path: JSONPath = .root
  ) -> [(path: JSONPath, text: String)] {
    switch value {
    case .object(let object):
      return object.flatMap { leaves(of: $1, at: path.appending($0)) }
    case .array(let items):
      return items.enumerated().flatMap { leaves(of: $1, at: path.appending($0)) }
    case .string(let text) where text.hasPrefix("{"):
      return leaves(of: (try? JSONText(text))?.value ?? .null, at: path)
    case .null: return []
    default: return [(path, value.text())]
    }
  }
}
