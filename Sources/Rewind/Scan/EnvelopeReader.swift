/// Reads lines through a mapping; each thread has one of its own.
///
/// What it returns points into the line or into memory of its own, until it reads the next line.
struct EnvelopeReader: ~Copyable {
  let mapping: CompiledMapping
  let fileName: OwnedBytes
  let folderName: OwnedBytes
  var members = LineMembers()
  var nested = LineMembers()
  /// Texts that were joined or unescaped, and so are in no line as they are.
  var composed: [OwnedBytes] = []
  /// What stands where roles are that cannot be read, in the line that was read last.
  private var unread: [(role: EnvelopeMapping.Role, text: UnsafeRawBufferPointer)] = []

  /// Prepares for the lines of one file, whose name and folder `@file` and `@folder` stand for.
  init(_ mapping: CompiledMapping, fileName: String) {
    self.mapping = mapping
    self.fileName = OwnedBytes(Array(LogFile.stem(of: fileName).utf8))
    folderName = OwnedBytes(mapping.usesFolder ? Array(LogFile.folder(of: fileName).utf8) : [])
  }

  /// The envelope of a line, which is checked whole.
  ///
  /// - Throws: ``LineError`` where the line is no event: it is no JSON object, or has no stream or no
  ///   type. A store's lines lack nothing else either.
  mutating func read(_ line: UnsafeRawBufferPointer) throws(LineError) -> Envelope {
    composed.removeAll(keepingCapacity: true)
    unread.removeAll(keepingCapacity: true)
    do {
      try JSONScanner.validate(line)
    } catch {
      throw LineError(SpoolNote(line: line)?.words ?? reason(error, in: line))
    }
    guard members.find(in: line) else { throw LineError("no JSON object") }
    var envelope = Envelope()
    envelope.stream = try required(.stream, in: line)
    envelope.type = try required(.type, in: line)
    envelope.category = value(of: .category, in: line) { $0.isEmpty ? nil : $0 }
    if mapping.hasTenants { addTenant(to: &envelope, in: line) }
    envelope.version = value(of: .version, in: line, Self.number)
    envelope.position = value(of: .position, in: line, Self.number)
    envelope.time = value(of: .timestamp, in: line, Self.time)
    envelope.id = value(of: .id, in: line) { $0 }
    for unread in unread { envelope.unread.formUnion(UnreadRoles(unread.role)) }
    if mapping.isRewind { envelope.batch = try commitPart(in: line) }
    if mapping.isStore {
      if let reason = unreadReasons.first { throw LineError(reason) }
      try checkStoreLine(line)
    }
    return envelope
  }

  /// Why a line is no JSON.
  private func reason(_ error: JSONError, in line: UnsafeRawBufferPointer) -> String {
    guard !mapping.isStore, error.reason == .expectedEnd, line[error.offset] == UInt8(ascii: "{")
    else { return "no valid JSON: \(error)" }
    return "more than one document on the line, the next from byte \(error.offset) on; jq -c . puts"
      + " each on a line of its own"
  }

  /// Why roles of the line that was read last could not be read, a sentence each.
  var unreadReasons: [String] {
    unread.map { role, text in
      let shown = String(decoding: text.prefix(40), as: UTF8.self)
      switch role {
      case .timestamp: return "the time \"\(shown)\" is no time"
      case .version, .position:
        return Self.wholeNumber(text) == nil
          ? "the \(role.rawValue) \"\(shown)\" is no whole number"
          : "the \(role.rawValue) \(shown) is beyond 62 bits"
      default: return "the \(role.rawValue) \(shown) is no name"
      }
    }
  }

  private mutating func required(
    _ role: EnvelopeMapping.Role, in line: UnsafeRawBufferPointer
  ) throws(LineError) -> UnsafeRawBufferPointer {
    if let text = text(role, in: line) { return text }
    throw LineError("no \(role.rawValue) at \(mapping.roles[role]?.description ?? "any key")")
  }

  /// Puts the tenant before the stream's name, which alone tells the category.
  private mutating func addTenant(to envelope: inout Envelope, in line: UnsafeRawBufferPointer) {
    guard let tenant = text(.tenant, in: line), !tenant.isEmpty,
      !tenant.elementsEqual(Self.noTenant)
    else { return }
    let name = envelope.stream
    envelope.category = envelope.category ?? mapping.category(ofName: name) ?? name.categoryPrefix
    envelope.stream = compose(Array(tenant) + [UInt8(ascii: "/")] + Array(name))
  }

  /// What Marten calls the tenant of a log that has none.
  private static let noTenant = Array("*DEFAULT*".utf8)

  /// What the first alternative says that can be read; where none can, what is there is noted.
  @inline(__always)
  private mutating func value<Value>(
    of role: EnvelopeMapping.Role, in line: UnsafeRawBufferPointer,
    _ read: (UnsafeRawBufferPointer) -> Value?
  ) -> Value? {
    guard let source = mapping.roles[role] else { return nil }
    var unreadable: UnsafeRawBufferPointer?
    for alternative in source.alternatives {
      if let text = text(alternative, in: line) {
        if let value = read(text) { return value }
        unreadable = unreadable ?? text
      } else if let other = unreadableValue(alternative, in: line) {
        // A time may be an array or an object.
        if role == .timestamp, let value = read(other) { return value }
        unreadable = unreadable ?? other
      }
    }
    if let unreadable { unread.append((role, unreadable)) }
    return nil
  }
}

// MARK: - Numbers and times

extension EnvelopeReader {
  /// The highest version or position: higher ones must remain possible.
  private static var numberLimit: UInt { 1 << 62 }

  /// Whether a text says something for a role.
  static func isRead(_ text: UnsafeRawBufferPointer, as role: EnvelopeMapping.Role) -> Bool {
    switch role {
    case .version, .position: number(text) != nil
    case .timestamp: time(text) != nil
    default: true
    }
  }

  private static func number(_ text: UnsafeRawBufferPointer) -> Int? {
    wholeNumber(text).flatMap { $0.magnitude < numberLimit ? $0 : nil }
  }

  /// A whole number, however it is spelled: `5`, `5.0`, `5e0`.
  private static func wholeNumber(_ text: UnsafeRawBufferPointer) -> Int? {
    Int(String(decoding: text, as: UTF8.self)) ?? (try? JSONText(validating: text))?.int
  }

  private static func time(_ text: UnsafeRawBufferPointer) -> Int64? {
    Timestamp(logged: text)?.microseconds
  }
}
