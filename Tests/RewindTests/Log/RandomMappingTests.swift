import Foundation
import TestSupport
import Testing

@testable import Rewind

/// Random mappings over random logs, read by Rewind and by a simple reading with Foundation's parser.
@Suite("A random mapping over a random log")
struct RandomMappingTests {
  private typealias Object = [String: Any]

  @Test("is read as a simple reading reads it", arguments: 0..<200)
  func agrees(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed) &+ 77)
    let lines = (0..<30).map { _ in Self.line(&random) }
    let arguments = Self.mapping(&random)
    let log = EventLog.inMemory(
      lines: lines, mapping: try EnvelopeMapping(arguments: arguments), name: "memory")
    var counts: [String: Int] = [:]
    for (number, line) in lines.enumerated() {
      let simple = try Self.read(line, arguments)
      let record = try log.event(at: number + 1).record
      let place: Comment = "\(arguments) of \(line)"
      #expect(record?.stream.rawValue == simple?.stream, place)
      guard let record, let simple else { continue }
      counts[simple.stream, default: 0] += 1
      #expect(record.type == simple.type, place)
      #expect(record.shownVersion == simple.version ?? counts[simple.stream], place)
      #expect(record.timestamp.map { $0.microseconds / 1_000_000 } == simple.seconds, place)
      let data = try JSONSerialization.jsonObject(
        with: Data(record.data.bytes), options: .fragmentsAllowed)
      #expect((data as? NSObject) == simple.data as? NSObject, place)
    }
  }

  // MARK: - Making

  /// A line with some of the fields that mappings name, of kinds that they do not expect at times.
  private static func line(_ random: inout SeededRandom) -> String {
    func pick(_ values: String...) -> String {
      values[Int.random(in: 0..<values.count, using: &random)]
    }
    let fields = [
      ("s", pick(#""a-1""#, #""b""#, "7", "null", #""""#, #"{"x":1}"#)),
      ("o", pick(#"{"id":"i1","n":1}"#, #"{"id":2}"#, #"{"id":null,"k":{"z":1}}"#, "5")),
      ("t", pick(#""T""#, #""U""#, "true", "[1]")),
      ("v", pick("3", #""4""#, "5.0", #""x""#, "null")),
      ("at", pick("1767323045", #""2026-01-02T03:04:05Z""#, #""2026-01-02""#, #""soon""#, "null")),
      ("d", pick(#"{"a":1}"#, #"[1,2]"#, #""text""#, "null", #"{"a":{"b":[]}}"#)),
      ("l", pick(#"["x",{"y":"Y"}]"#, "[]", #"[0]"#)),
    ]
    let members = fields.filter { _ in Int.random(in: 0..<6, using: &random) > 0 }
    return "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
  }

  private static func mapping(_ random: inout SeededRandom) -> [String] {
    func pick(_ values: String...) -> String {
      values[Int.random(in: 0..<values.count, using: &random)]
    }
    return [
      "stream=" + pick("s", "o.id", "s,o.id", "t+=-+s", "s,@file", "l[0],s", "=all"),
      "type=" + pick("t", "t,s", "l[1].y,t", "=T", "o.k.z,t"),
      "version=" + pick("v", "o.n,v", "none"), "timestamp=" + pick("at", "none,at"),
      "data=" + pick("d", "d,o", ".", "rest", "rest o", "l[1]", "o.k"),
    ]
  }

  // MARK: - Reading simply

  private struct Simple {
    var stream: String
    var type: String
    var version: Int?
    var seconds: Int64?
    var data: Any
  }

  private static func read(_ line: String, _ arguments: [String]) throws -> Simple? {
    let whole = try JSONSerialization.jsonObject(with: Data(line.utf8))
    let sources = Dictionary(
      uniqueKeysWithValues: arguments.map { argument in
        let parts = argument.split(separator: "=", maxSplits: 1)
        return (String(parts[0]), parts[1].split(separator: ",").map(String.init))
      })
    func texts(_ role: String) -> [(source: String, text: String)] {
      (sources[role] ?? []).compactMap { source in text(source, in: whole).map { (source, $0) } }
    }
    func first(_ role: String) -> (source: String, text: String)? {
      texts(role).first { !$0.text.isEmpty } ?? texts(role).first
    }
    guard let stream = first("stream"), let type = first("type") else { return nil }
    let version = texts("version").first { number($0.text) != nil }
    let time = texts("timestamp").first { seconds($0.text) != nil }
    let used = [stream, type, version, time].compactMap {
      $0?.text.isEmpty == false ? $0?.source : nil
    }
    .flatMap { $0.split(separator: "+").map(String.init) }
    let data = (sources["data"] ?? []).lazy
      .compactMap { content($0, in: whole, without: used) }.first
    return Simple(
      stream: stream.text, type: type.text, version: version.flatMap { number($0.text) },
      seconds: time.flatMap { seconds($0.text) }, data: data ?? NSNull())
  }

  private static func number(_ text: String) -> Int? {
    Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
  }

  private static func seconds(_ text: String) -> Int64? {
    [
      "1767323045": 1_767_323_045, "2026-01-02T03:04:05Z": 1_767_323_045,
      "2026-01-02": 1_767_312_000,
    ][
      text]
  }

  /// The steps of a path: `l[1].y` is `l`, 1, `y`.
  private static func steps(_ path: String) -> [String] {
    path.replacing("[", with: ".").replacing("]", with: "").split(separator: ".").map(String.init)
  }

  private static func value(_ path: String, in whole: Any) -> Any? {
    steps(path).reduce(whole as Any?) { value, step in
      if let object = value as? Object { return object[step] }
      if let array = value as? [Any], let index = Int(step), index < array.count {
        return array[index]
      }
      return nil
    }
  }

  private static func text(_ source: String, in whole: Any) -> String? {
    var joined = ""
    for part in source.split(separator: "+") {
      if part.hasPrefix("=") {
        joined += part.dropFirst()
      } else if part == "@file" {
        joined += "memory"
      } else {
        switch value(String(part), in: whole) {
        case let text as String: joined += text
        case let number as NSNumber:
          let isBool = String(cString: number.objCType) == "c"
          joined += isBool ? "\(number.boolValue)" : "\(number)"
        default: return nil
        }
      }
    }
    return joined
  }

  private static func content(_ source: String, in whole: Any, without used: [String]) -> Any? {
    if source == "." { return whole }
    guard source.hasPrefix("rest") else { return value(source, in: whole) }
    let path = String(source.dropFirst(4)).trimmingCharacters(in: .whitespaces)
    guard let object = path.isEmpty ? whole : value(path, in: whole) else { return nil }
    guard object is Object else { return object }
    let inner = used.compactMap { used -> [String]? in
      let prefix = steps(path)
      return steps(used).starts(with: prefix) ? Array(steps(used).dropFirst(prefix.count)) : nil
    }
    return rest(object, without: inner)
  }

  private static func rest(_ value: Any, without used: [[String]]) -> Any? {
    guard let object = value as? Object else { return value }
    var left: Object = [:]
    for (key, value) in object {
      let inner = used.filter { $0.first == key }.map { Array($0.dropFirst()) }
      let isLeaf = !(value is Object) && !(value is [Any])
      if inner.contains([]), isLeaf { continue }
      let deeper = inner.filter { !$0.isEmpty }
      left[key] = deeper.isEmpty ? value : rest(value, without: deeper)
    }
    return left.isEmpty ? nil : left
  }
}
