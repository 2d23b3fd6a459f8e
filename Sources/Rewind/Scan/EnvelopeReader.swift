/// Reads lines through a mapping; each thread has one of its own.
///
/// What it returns points into the line or into memory of its own, until it reads the next line.
struct EnvelopeReader: ~Copyable {
  private let mapping: CompiledMapping
  private let fileName: OwnedBytes
  private var members = LineMembers()
  private var nested = LineMembers()
  /// Texts that were joined or unescaped, and so are in no line as they are.
  private var composed: [OwnedBytes] = []

  /// Prepares for the lines of one file, whose name `@file` stands for.
  init(_ mapping: CompiledMapping, fileName: String) {
    self.mapping = mapping
    self.fileName = OwnedBytes(Array(fileName.utf8))
  }

  /// The envelope of a line, which is checked whole.
  mutating func read(_ line: UnsafeRawBufferPointer) throws(LineError) -> Envelope {
    composed.removeAll(keepingCapacity: true)
    do {
      try JSONScanner.validate(line)
    } catch {
      throw LineError("no valid JSON: \(error)")
    }
    guard members.find(in: line) else { throw LineError("no JSON object") }
    var envelope = Envelope()
    envelope.stream = try required(.stream, in: line)
    envelope.type = try required(.type, in: line)
    envelope.category = text(.category, in: line)
    envelope.version = try number(.version, in: line)
    envelope.position = try number(.position, in: line)
    envelope.time = try time(in: line)
    envelope.id = text(.id, in: line)
    if mapping.isRewind { envelope.batch = try commitPart(in: line) }
    if mapping.isStore { try checkStoreLine(line) }
    return envelope
  }

  /// The JSON text of data or metadata of the line that was read last; nil where there is none.
  mutating func content(_ role: EnvelopeMapping.Role, of line: ArraySlice<UInt8>) -> JSONText? {
    guard let source = mapping.roles[role] else { return nil }
    return line.withUnsafeBytes { bytes in
      for alternative in source.alternatives {
        if let text = content(alternative, of: line, bytes) { return opened(text) }
      }
      return nil
    }
  }
}

// MARK: - Deletions

extension EnvelopeReader {
  /// Whether the line that was read last has no data after a change, and says that the change is a
  /// deletion: Debezium's `"after":null,"op":"d"`.
  mutating func isDeletion(_ line: ArraySlice<UInt8>) -> Bool {
    guard !mapping.changes.isEmpty else { return false }
    return line.withUnsafeBytes { line in
      for change in mapping.changes {
        guard let operation = value(change.operation, in: line) else { continue }
        let after = value(change.after, in: line)
        return line[operation].elementsEqual(#""d""#.utf8)
          && (after.map { line[$0].elementsEqual("null".utf8) } ?? true)
      }
      return false
    }
  }
}

// MARK: - Lines of a store

extension EnvelopeReader {
  /// The keys that each line of a store has, and what their values begin with.
  private static let storeKeys: [(key: StaticString, kind: String, first: ClosedRange<UInt8>)] = [
    ("position", "number", UInt8(ascii: "0")...UInt8(ascii: "9")),
    ("stream_id", "string", UInt8(ascii: "\"")...UInt8(ascii: "\"")),
    ("version", "number", UInt8(ascii: "0")...UInt8(ascii: "9")),
    ("type", "string", UInt8(ascii: "\"")...UInt8(ascii: "\"")),
    ("id", "string", UInt8(ascii: "\"")...UInt8(ascii: "\"")),
    ("timestamp", "string", UInt8(ascii: "\"")...UInt8(ascii: "\"")),
    ("data", "value", 0...UInt8.max),
  ]

  /// Refuses a line that a store would not have written; further keys may be there.
  private func checkStoreLine(_ line: UnsafeRawBufferPointer) throws(LineError) {
    for (key, kind, first) in Self.storeKeys {
      let name = Array(UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
      guard let value = members.value(of: name, in: line), first.contains(line[value.lowerBound])
      else { throw LineError("\"\(key)\" is no \(kind), or not there") }
    }
    guard let metadata = members.value(of: Array("metadata".utf8), in: line) else { return }
    guard line[metadata.lowerBound] == UInt8(ascii: "{") else {
      throw LineError("\"metadata\" is no object")
    }
  }
}

// MARK: - Texts

extension EnvelopeReader {
  private mutating func required(
    _ role: EnvelopeMapping.Role, in line: UnsafeRawBufferPointer
  ) throws(LineError) -> UnsafeRawBufferPointer {
    if let text = text(role, in: line) { return text }
    throw LineError("no \(role.rawValue) at \(mapping.roles[role]?.description ?? "any key")")
  }

  private mutating func text(
    _ role: EnvelopeMapping.Role, in line: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer? {
    guard let source = mapping.roles[role] else { return nil }
    for alternative in source.alternatives {
      if let text = text(alternative, in: line) { return text }
    }
    return nil
  }

  private mutating func text(
    _ parts: [CompiledSource.Part], in line: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer? {
    if parts.count == 1 { return text(parts[0], in: line) }
    var joined: [UInt8] = []
    for part in parts {
      guard let text = text(part, in: line) else { return nil }
      joined.append(contentsOf: text)
    }
    return compose(joined)
  }

  private mutating func text(
    _ part: CompiledSource.Part, in line: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer? {
    switch part {
    case .constant(let text): return text.bytes
    case .file: return fileName.bytes
    case .rest: return nil
    case .path, .suffix:
      guard let value = value(part, in: line) else { return nil }
      return text(of: value, in: line)
    }
  }

  /// The text of a string, number, true or false; nil for null, objects and arrays.
  private mutating func text(
    of value: Range<Int>, in line: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer? {
    let bytes = UnsafeRawBufferPointer(rebasing: line[value])
    switch bytes.first {
    case UInt8(ascii: "\""):
      let content = UnsafeRawBufferPointer(rebasing: bytes[1..<bytes.count - 1])
      guard content.contains(UInt8(ascii: "\\")) else { return content }
      return compose(Array((JSONText(unchecked: ArraySlice(bytes)).string ?? "").utf8))
    case UInt8(ascii: "n"), UInt8(ascii: "{"), UInt8(ascii: "["), nil: return nil
    default: return bytes
    }
  }

  private mutating func compose(_ bytes: [UInt8]) -> UnsafeRawBufferPointer {
    let owned = OwnedBytes(bytes)
    composed.append(owned)
    return owned.bytes
  }

  /// Where the value of a path or an ending stands in the line.
  private mutating func value(
    _ part: CompiledSource.Part, in line: UnsafeRawBufferPointer
  ) -> Range<Int>? {
    switch part {
    case .suffix(let ending): return members.value(endingIn: ending, in: line)
    case .path(let keys):
      guard let first = keys.first, var value = members.value(of: first, in: line) else {
        return nil
      }
      for key in keys.dropFirst() {
        guard nested.find(in: line, from: value.lowerBound),
          let inner = nested.value(of: key, in: line)
        else { return nil }
        value = inner
      }
      return value
    case .constant, .file, .rest: return nil
    }
  }
}

// MARK: - Numbers and times

extension EnvelopeReader {
  /// The highest version or position: higher ones must remain possible.
  private static var numberLimit: UInt { 1 << 62 }

  private mutating func number(
    _ role: EnvelopeMapping.Role, in line: UnsafeRawBufferPointer
  ) throws(LineError) -> Int? {
    guard let text = text(role, in: line) else { return nil }
    let string = String(decoding: text, as: UTF8.self)
    guard let number = Int(string) else {
      throw LineError("the \(role.rawValue) \"\(string.prefix(40))\" is no whole number")
    }
    guard number.magnitude < Self.numberLimit else {
      throw LineError("the \(role.rawValue) \(number) is beyond 62 bits")
    }
    return number
  }

  private mutating func time(in line: UnsafeRawBufferPointer) throws(LineError) -> Int64? {
    guard let text = text(.timestamp, in: line) else { return nil }
    if let timestamp = Timestamp(utf8: text) ?? Timestamp(epochText: text) {
      return timestamp.microseconds
    }
    throw LineError("the time \"\(String(decoding: text.prefix(40), as: UTF8.self))\" is no time")
  }

  private func commitPart(in line: UnsafeRawBufferPointer) throws(LineError) -> BatchPart? {
    guard let value = members.value(of: Array("batch".utf8), in: line) else { return nil }
    let text = JSONText(unchecked: ArraySlice(line[value])).value
    if case .array(let items) = text, items.count == 2, case .number(let index) = items[0],
      case .number(let count) = items[1], let index = index.int, let count = count.int,
      let part = BatchPart(checking: index, of: count)
    {
      return part
    }
    throw LineError("\"batch\" is no [i,n] with 1 ≤ i ≤ n ≤ \(BatchPart.limit)")
  }
}

// MARK: - Data and metadata

extension EnvelopeReader {
  private mutating func content(
    _ parts: [CompiledSource.Part], of line: ArraySlice<UInt8>, _ bytes: UnsafeRawBufferPointer
  ) -> JSONText? {
    guard parts.count == 1 else {
      return text(parts, in: bytes).map { JSONValue.string(String(decoding: $0, as: UTF8.self)) }
        .map(\.jsonText)
    }
    switch parts[0] {
    case .path, .suffix:
      guard let value = value(parts[0], in: bytes) else { return nil }
      let start = line.startIndex
      return JSONText(unchecked: line[start + value.lowerBound..<start + value.upperBound])
    case .constant(let text):
      return JSONValue.string(String(decoding: text.bytes, as: UTF8.self)).jsonText
    case .file: return JSONValue.string(String(decoding: fileName.bytes, as: UTF8.self)).jsonText
    case .rest: return rest(of: bytes)
    }
  }

  /// The members that no role uses, as one object in their order and spelling.
  private func rest(of line: UnsafeRawBufferPointer) -> JSONText? {
    var object: [UInt8] = [UInt8(ascii: "{")]
    for member in members.members where !isReserved(member, in: line) {
      if object.count > 1 { object.append(UInt8(ascii: ",")) }
      object.append(contentsOf: line[member.key.lowerBound - 1..<member.key.upperBound + 1])
      object.append(UInt8(ascii: ":"))
      object.append(contentsOf: line[member.value])
    }
    guard object.count > 1 else { return nil }
    object.append(UInt8(ascii: "}"))
    return JSONText(unchecked: object[...])
  }

  private func isReserved(_ member: LineMembers.Member, in line: UnsafeRawBufferPointer) -> Bool {
    mapping.reservedKeys.contains { LineMembers.matches(member, $0, in: line) }
      || mapping.reservedEndings.contains { line[member.key].suffix($0.count).elementsEqual($0) }
  }

  /// The object or array that a string holds as text, else the value as it is; in Rewind's own lines
  /// a string stays a string.
  private func opened(_ text: JSONText) -> JSONText {
    guard !mapping.isRewind, let string = text.string, let first = string.utf8.first,
      first == UInt8(ascii: "{") || first == UInt8(ascii: "["), let inner = try? JSONText(string)
    else { return text }
    return inner
  }
}
