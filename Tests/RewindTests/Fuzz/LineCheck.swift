import Foundation

@testable import Rewind

/// Reads a line through mappings and on the canonical road, and holds each against the other and
/// against Foundation's parser.
struct LineCheck {
  private static let mappings: [(mapping: EnvelopeMapping, compiled: CompiledMapping)] = {
    let own = [
      [
        "stream=history", "type=eventType", "version=eventId", "timestamp=eventTime",
        "data=*EventAttributes", "metadata=rest",
      ],
      ["stream=stream+=-+type", #"type=event."$type",type"#, "category=@file", "data=event"],
      ["stream=@file", "type=a.b,type,=none", "id=id+=-+id", "data=rest"],
    ].compactMap { try? EnvelopeMapping(arguments: $0) }
    let known = [EnvelopeMapping.rewind, .kurrentDB, .marten, .messageDB, .cloudEvents]
    return (known + own).map { ($0, CompiledMapping($0)) }
  }()

  private let input: UnsafeRawBufferPointer
  private let bytes: [UInt8]

  init(_ input: UnsafeRawBufferPointer) {
    self.input = input
    bytes = Array(input)
  }

  /// Whether the line is a JSON object.
  func run() throws -> Bool {
    try checkCanonical()
    let isValid = (try? JSONScanner.validate(input)) != nil
    let object = isValid ? JSONText(unchecked: bytes[...]).value.object : nil
    let members =
      object == nil || bytes.containsByteOrderMark
      ? nil : SecondOpinion.value(of: bytes) as? [String: Any]
    for (mapping, compiled) in Self.mappings {
      try check(mapping, compiled, isObject: object != nil, members)
    }
    if let object { try checkDetection(object) }
    return object != nil
  }
}

// MARK: - The canonical road

extension LineCheck {
  /// What the canonical road reads is what the mapping reads.
  private func checkCanonical() throws {
    guard let canonical = CanonicalEnvelope(input) else { return }
    let dataStart = Int(canonical.offsets.dataStart)
    let isWhole = CanonicalEnvelope.content(of: input, from: dataStart) != nil
    var mapped = EnvelopeReader(Self.mappings[0].compiled, fileName: "memory")
    let envelope: Envelope
    do {
      envelope = try mapped.read(input)
    } catch {
      // Data is not looked into until it is read.
      if isWhole { throw FuzzFailure("the mapping refuses a canonical line: \(error.reason)") }
      return
    }
    // Keys that follow the data may be some that were there before.
    let keys = JSONText(unchecked: bytes[...]).spelledKeys
    guard isWhole || Set(keys).count == keys.count else { return }
    let (facts, expected) = (facts(of: canonical), Self.facts(of: envelope))
    guard facts == expected else { throw FuzzFailure("canonical \(facts), mapped \(expected)") }
    if isWhole { try checkContent() }
  }

  private func checkContent() throws {
    guard let offsets = CanonicalEnvelope(input)?.offsets,
      let canonical = EventContent(canonical: input, offsets)
    else {
      throw FuzzFailure("no content of a canonical line")
    }
    var mapped = EnvelopeReader(Self.mappings[0].compiled, fileName: "memory")
    let content = try EventContent(bytes[...], through: &mapped)
    guard canonical.id == content.id, canonical.data == content.data,
      canonical.metadata == content.metadata
    else {
      throw FuzzFailure(
        "canonical \(canonical.data) \(canonical.metadata as Any),"
          + " mapped \(content.data) \(content.metadata as Any)")
    }
  }

  private func facts(of envelope: CanonicalEnvelope) -> [String] {
    let id = Int(envelope.offsets.idStart)..<Int(envelope.offsets.idEnd)
    return [
      envelope.stream.spelled, "-", envelope.type.spelled,
      UnsafeRawBufferPointer(rebasing: input[id]).spelled, "\(envelope.version)",
      "\(envelope.position)", "\(envelope.time.microseconds)",
      envelope.batch.map { "\($0.index) of \($0.count)" } ?? "-",
    ]
  }

  private static func facts(of envelope: Envelope) -> [String] {
    [
      envelope.stream.spelled, envelope.category?.spelled ?? "-", envelope.type.spelled,
      envelope.id?.spelled ?? "-", "\(envelope.version as Int?, default: "-")",
      "\(envelope.position as Int?, default: "-")", "\(envelope.time as Int64?, default: "-")",
      envelope.batch.map { "\($0.index) of \($0.count)" } ?? "-",
    ]
  }
}

// MARK: - The mappings

extension LineCheck {
  private func check(
    _ mapping: EnvelopeMapping, _ compiled: CompiledMapping, isObject: Bool,
    _ members: [String: Any]?
  ) throws {
    var mapped = EnvelopeReader(compiled, fileName: "memory")
    let facts: [String]
    do {
      facts = Self.facts(of: try mapped.read(input))
    } catch {
      if let members, Self.isPlain(members, mapping) {
        throw FuzzFailure("\(mapping.name) refuses a plain event: \(error.reason)")
      }
      return
    }
    guard isObject else { throw FuzzFailure("\(mapping.name) reads what is no JSON object") }
    for role in [EnvelopeMapping.Role.data, .metadata] {
      guard let content = mapped.content(role, of: bytes[...]) else { continue }
      guard (try? JSONText(validating: content.bytes)) != nil else {
        throw FuzzFailure("\(mapping.name) gives \(role) that is no JSON: \(content)")
      }
      if let members, let key = Self.key(role, mapping), let theirs = members[key] {
        let value = content.value
        // Data inside a string is opened.
        if theirs is String, value.string == nil { continue }
        try SecondOpinion.compare(value, theirs)
      }
    }
    guard let members else { return }
    for (role, fact) in [(EnvelopeMapping.Role.stream, facts[0]), (.type, facts[2])] {
      guard let key = Self.key(role, mapping), let text = members[key] as? String else { continue }
      let theirs = Array(text.utf8).withUnsafeBytes(\.spelled)
      guard fact == theirs else {
        throw FuzzFailure("\(mapping.name) finds the \(role) \(fact), Foundation \(theirs)")
      }
    }
  }

  /// Whether an event has names, and nothing that could be wrong beside them.
  private static func isPlain(_ members: [String: Any], _ mapping: EnvelopeMapping) -> Bool {
    guard let stream = key(.stream, mapping), members[stream] is String,
      let type = key(.type, mapping), members[type] is String
    else { return false }
    return [EnvelopeMapping.Role.version, .position, .timestamp].allSatisfy { role in
      key(role, mapping).map { members[$0] == nil || members[$0] is NSNull } ?? true
    } && members["batch"] == nil
  }

  /// The one key that a role is found at.
  private static func key(_ role: EnvelopeMapping.Role, _ mapping: EnvelopeMapping) -> String? {
    guard let alternatives = mapping.sources[role]?.alternatives, alternatives.count == 1,
      alternatives[0].count == 1, case .path(let path) = alternatives[0][0],
      path.components.count == 1, case .key(let key) = path.components[0]
    else { return nil }
    return key
  }
}

// MARK: - Detection

extension LineCheck {
  /// A mapping that is guessed can be given back as it is written, and reads the line unharmed.
  private func checkDetection(_ object: JSONObject) throws {
    _ = EnvelopeMapping.known(for: object)
    let sample = LogSample([JSONText(unchecked: bytes[...])], file: "memory.jsonl")
    guard let unknown = UnknownMappingError(sample, SampleFacts(sample)) else {
      throw FuzzFailure("a line that is an object is no sample")
    }
    let guess = unknown.guess
    guard !unknown.description.isEmpty, guess.sources[.type] != nil else { return }
    guard try EnvelopeMapping(arguments: guess.arguments).sources == guess.sources else {
      throw FuzzFailure("the guess reads back as another: \(guess.arguments)")
    }
    var mapped = EnvelopeReader(CompiledMapping(guess), fileName: "memory")
    guard (try? mapped.read(input)) != nil else { return }
    _ = (mapped.content(.data, of: bytes[...]), mapped.content(.metadata, of: bytes[...]))
  }
}
