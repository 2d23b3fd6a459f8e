extension EnvelopeReader {
  /// The JSON text of data or metadata of the line that was read last; nil where there is none.
  ///
  /// Metadata has what correlates the event and what caused it, where the mapping says where that is.
  mutating func content(_ role: EnvelopeMapping.Role, of line: ArraySlice<UInt8>) -> JSONText? {
    line.withUnsafeBytes { bytes in
      let content = content(role, of: line, bytes)
      return role == .metadata ? withRelations(content, bytes) : content
    }
  }

  private mutating func content(
    _ role: EnvelopeMapping.Role, of line: ArraySlice<UInt8>, _ bytes: UnsafeRawBufferPointer
  ) -> JSONText? {
    guard let source = mapping.roles[role] else { return nil }
    for parts in source.alternatives {
      if let text = content(parts, role, of: line, bytes) { return opened(text) }
    }
    return nil
  }

  private mutating func content(
    _ parts: [CompiledSource.Part], _ role: EnvelopeMapping.Role, of line: ArraySlice<UInt8>,
    _ bytes: UnsafeRawBufferPointer
  ) -> JSONText? {
    guard parts.count == 1 else {
      return text(parts, in: bytes).map { JSONValue.string(String(decoding: $0, as: UTF8.self)) }
        .map(\.jsonText)
    }
    switch parts[0] {
    case .path, .suffix, .keyValue:
      return value(parts[0], in: bytes).map { Self.text(of: $0, in: line, bytes) }
    case .keyName, .constant, .file, .folder:
      return text(parts, in: bytes)
        .map { JSONValue.string(String(decoding: $0, as: UTF8.self)).jsonText }
    case .base64:
      guard let value = value(parts[0], in: bytes) else { return nil }
      return decodedContent(value) ?? Self.text(of: value, in: line, bytes)
    case .rest(let path): return rest(path, for: role, of: line, bytes)
    }
  }

  /// A value as a text of its own, which shares the line's bytes where it stands in them.
  private static func text(
    of value: UnsafeRawBufferPointer, in line: ArraySlice<UInt8>, _ bytes: UnsafeRawBufferPointer
  ) -> JSONText {
    if let start = value.baseAddress, let base = bytes.baseAddress,
      case let offset = start - base, offset >= 0, offset + value.count <= bytes.count
    {
      let first = line.startIndex + offset
      return JSONText(unchecked: line[first..<first + value.count])
    }
    return JSONText(unchecked: ArraySlice(value))
  }

  /// What a string stands for in base64, JSON as it is, any other text as a string and an empty one as null;
  /// nil where it is none.
  private mutating func decodedContent(_ value: UnsafeRawBufferPointer) -> JSONText? {
    guard let text = decodedText(ofValue: value) else { return nil }
    if text.isEmpty { return "null" }
    if let content = try? JSONText(validating: Array(text)) { return content.singleLine() }
    return JSONValue.string(String(decoding: text, as: UTF8.self)).jsonText
  }

  /// The object or array that a string holds as text, else the value as it is; in Rewind's own lines
  /// a string stays a string.
  private func opened(_ text: JSONText) -> JSONText {
    guard !mapping.isRewind, let string = text.string, let first = string.utf8.first,
      first == UInt8(ascii: "{") || first == UInt8(ascii: "["), let inner = try? JSONText(string)
    else { return text }
    return inner.singleLine()
  }

  /// Metadata with `correlation_id` and `causation_id`, where they are told and not in it.
  private mutating func withRelations(
    _ metadata: JSONText?, _ line: UnsafeRawBufferPointer
  ) -> JSONText? {
    var result = metadata
    for (role, key) in [
      (EnvelopeMapping.Role.correlation, "correlation_id"), (.causation, "causation_id"),
    ] {
      guard let text = text(role, in: line) else { continue }
      guard result?.isNull ?? true || result?.value.object != nil else { break }
      var object = result?.value.object ?? JSONObject()
      guard object[key] == nil else { continue }
      object[key] = .string(String(decoding: text, as: UTF8.self))
      result = JSONValue.object(object).jsonText
    }
    return result
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
        return operation.elementsEqual(#""d""#.utf8)
          && (after?.elementsEqual("null".utf8) ?? true)
      }
      return false
    }
  }
}

// MARK: - What no other role uses

extension EnvelopeReader {
  /// An object without what other roles use of it, in its order and spelling; nil where nothing is left.
  private mutating func rest(
    _ path: [CompiledSource.Step], for role: EnvelopeMapping.Role, of line: ArraySlice<UInt8>,
    _ bytes: UnsafeRawBufferPointer
  ) -> JSONText? {
    let used = EnvelopeMapping.Role.allCases.filter { $0 != role }.flatMap { usedPlaces($0, bytes) }
      .filter { $0.path.starts(with: path) }
      .map { UsedPlace(path: $0.path.dropFirst(path.count), isWhole: $0.isWhole) }
    guard let value = value(at: path[...], in: bytes) else { return nil }
    guard value.first == UInt8(ascii: "{") else { return Self.text(of: value, in: line, bytes) }
    var object: [UInt8] = []
    return Self.append(value, without: used, to: &object) ? JSONText(unchecked: object[...]) : nil
  }

  /// A place in a line that a role uses, and whether it uses what is there whole, though it be an object.
  private struct UsedPlace {
    var path: ArraySlice<CompiledSource.Step>
    var isWhole: Bool
  }

  /// The places that a role uses of a line: those of the alternative that is read.
  private mutating func usedPlaces(
    _ role: EnvelopeMapping.Role, _ line: UnsafeRawBufferPointer
  ) -> [UsedPlace] {
    let isContent = role == .data || role == .metadata
    guard let parts = isContent ? contentParts(role, line) : textParts(role, line) else {
      return []
    }
    return parts.compactMap { usedPath($0, line) }
      .map { UsedPlace(path: $0[...], isWhole: isContent || role == .timestamp) }
  }

  private mutating func contentParts(
    _ role: EnvelopeMapping.Role, _ line: UnsafeRawBufferPointer
  ) -> [CompiledSource.Part]? {
    for parts in mapping.roles[role]?.alternatives ?? [] {
      for part in parts where usedPath(part, line) != nil { return parts }
    }
    return nil
  }

  private mutating func textParts(
    _ role: EnvelopeMapping.Role, _ line: UnsafeRawBufferPointer
  ) -> [CompiledSource.Part]? {
    for parts in mapping.roles[role]?.alternatives ?? [] {
      let text =
        text(parts, in: line)
        ?? (role == .timestamp ? unreadableValue(parts, in: line) : nil)
      if let text, !text.isEmpty, Self.isRead(text, as: role) { return parts }
    }
    return nil
  }

  private mutating func usedPath(
    _ part: CompiledSource.Part, _ line: UnsafeRawBufferPointer
  ) -> [CompiledSource.Step]? {
    switch part {
    case .path(let path), .base64(let path):
      return path.isEmpty || value(part, in: line) == nil ? nil : path
    case .rest(let path): return path.isEmpty ? nil : path
    case .suffix(let ending):
      return members.key(endingIn: ending, in: line).map { [.key(Array(line[$0]))] }
    case .keyValue(let path, let used):
      guard let member = onlyMember(of: path, besides: used, in: line) else { return nil }
      let key = JSONText(unchecked: ArraySlice(member.key)).string ?? ""
      return path + [.key(Array(key.utf8))]
    case .keyName, .constant, .file, .folder: return nil
    }
  }

  /// Appends an object's members that are not used; answers whether there is one.
  ///
  /// An object of which all is used goes too. What stands in an array stays, since without it the
  /// others would move.
  private static func append(
    _ object: UnsafeRawBufferPointer, without used: [UsedPlace], to bytes: inout [UInt8]
  ) -> Bool {
    var members = LineMembers()
    guard members.find(in: object) else { return false }
    bytes.append(UInt8(ascii: "{"))
    var isFirst = true
    for member in members.members {
      let inner = used.filter { place in
        guard case .key(let key)? = place.path.first else { return false }
        return LineMembers.matches(member, key, in: object)
      }
      let value = object.part(member.value)
      if inner.contains(where: { $0.path.count == 1 && ($0.isWhole || !value.isContainer) }) {
        continue
      }
      let start = bytes.count
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: object[member.key.lowerBound - 1..<member.key.upperBound + 1])
      bytes.append(UInt8(ascii: ":"))
      let deeper = inner.map { UsedPlace(path: $0.path.dropFirst(), isWhole: $0.isWhole) }
        .filter { !$0.path.isEmpty }
      if deeper.isEmpty || value.first != UInt8(ascii: "{") {
        bytes.append(contentsOf: value)
      } else if !append(value, without: deeper, to: &bytes) {
        bytes.removeSubrange(start...)
        continue
      }
      isFirst = false
    }
    bytes.append(UInt8(ascii: "}"))
    return !isFirst
  }
}
