internal import Platform

// MARK: - Texts

extension EnvelopeReader {
  /// The text of the first alternative that is there, of one that is not empty if there is any.
  mutating func text(
    _ role: EnvelopeMapping.Role, in line: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer? {
    guard let source = mapping.roles[role] else { return nil }
    var empty: UnsafeRawBufferPointer?
    for alternative in source.alternatives {
      guard let text = text(alternative, in: line) else { continue }
      if !text.isEmpty { return text }
      empty = empty ?? text
    }
    return empty
  }

  mutating func text(
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
    case .folder: return folderName.bytes
    case .rest: return nil
    case .keyName(let object, let used):
      guard let member = onlyMember(of: object, besides: used, in: line) else { return nil }
      return text(ofValue: member.key)
    case .path, .suffix, .keyValue:
      guard let value = value(part, in: line) else { return nil }
      return text(ofValue: value)
    case .base64:
      guard let value = value(part, in: line) else { return nil }
      return decodedText(ofValue: value)
    }
  }

  /// Whether anything but null stands where a role is, though it may be no text.
  mutating func hasSomething(
    for role: EnvelopeMapping.Role, in line: UnsafeRawBufferPointer
  ) -> Bool {
    for parts in mapping.roles[role]?.alternatives ?? []
    where text(parts, in: line) != nil || unreadableValue(parts, in: line) != nil { return true }
    return false
  }

  /// What stands where a text should be and is none: an object or an array; null is nothing.
  mutating func unreadableValue(
    _ parts: [CompiledSource.Part], in line: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer? {
    guard parts.count == 1, let value = value(parts[0], in: line), value.isContainer else {
      return nil
    }
    return value
  }

  /// The text of a string, number, true or false; nil for null, objects and arrays.
  private mutating func text(ofValue value: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    switch value.first {
    case UInt8(ascii: "\""):
      let content = UnsafeRawBufferPointer(rebasing: value[1..<value.count - 1])
      guard content.offset(of: UInt8(ascii: "\\")) != nil else { return content }
      return compose(Array((JSONText(unchecked: ArraySlice(value)).string ?? "").utf8))
    case UInt8(ascii: "n"), UInt8(ascii: "{"), UInt8(ascii: "["), nil: return nil
    default: return value
    }
  }

  /// The text that a string stands for in base64; nil where it is none.
  mutating func decodedText(
    ofValue value: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer? {
    guard value.first == UInt8(ascii: "\""), let text = text(ofValue: value),
      let bytes = Base64.decode(text), String(validating: bytes, as: UTF8.self) != nil
    else { return nil }
    return compose(bytes)
  }

  /// Bytes that are in no line as they are, kept until the next line is read.
  mutating func compose(_ bytes: [UInt8]) -> UnsafeRawBufferPointer {
    let owned = OwnedBytes(bytes)
    composed.append(owned)
    return owned.bytes
  }
}

// MARK: - Values

extension EnvelopeReader {
  /// A value as it is spelled, in the line or in a string that was opened.
  mutating func value(
    _ part: CompiledSource.Part, in line: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer? {
    switch part {
    case .suffix(let ending):
      return members.value(endingIn: ending, in: line).map { line.part($0) }
    case .path(let path), .base64(let path): return value(at: path[...], in: line)
    case .keyValue(let object, let used):
      return onlyMember(of: object, besides: used, in: line)?.value
    case .constant, .file, .folder, .keyName, .rest: return nil
    }
  }

  mutating func value(
    at path: ArraySlice<CompiledSource.Step>, in line: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer? {
    guard !path.isEmpty else { return line.withoutSpace }
    guard case .key(let key) = path[path.startIndex], let found = members.value(of: key, in: line)
    else {
      return nil
    }
    var value = line.part(found)
    if path.count == 1 { return value }
    for step in path.dropFirst() {
      guard let inner = inner(step, of: value) else { return nil }
      value = inner
    }
    return value
  }

  private mutating func inner(
    _ step: CompiledSource.Step, of value: UnsafeRawBufferPointer
  ) -> UnsafeRawBufferPointer? {
    guard let value = opened(value) else { return nil }
    switch step {
    case .key(let key):
      guard nested.find(in: value), let found = nested.value(of: key, in: value) else {
        return nil
      }
      return value.part(found)
    case .index(let index): return LineMembers.element(index, of: value).map { value.part($0) }
    }
  }

  /// A value to be looked into; JSON in a string is opened, in base64 too where it is an object.
  private mutating func opened(_ value: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
    guard value.first == UInt8(ascii: "\"") else { return value }
    guard var text = text(ofValue: value)?.withoutSpace else { return nil }
    if Base64.mayBeObject(text) {
      guard let bytes = Base64.decode(text) else { return nil }
      text = compose(bytes).withoutSpace
    }
    guard text.isContainer, (try? JSONScanner.validate(text)) != nil else { return nil }
    return text
  }

  /// The one member of an object that is not used, its key with the quotes; nil where there are none
  /// or several.
  mutating func onlyMember(
    of path: [CompiledSource.Step], besides used: UsedKeys.OfObject, in line: UnsafeRawBufferPointer
  ) -> (key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer)? {
    guard let found = value(at: path[...], in: line), let object = opened(found),
      nested.find(in: object)
    else { return nil }
    var only: LineMembers.Member?
    for member in nested.members where !used.contains(member, in: object) {
      guard only == nil else { return nil }
      only = member
    }
    return only.map { member in
      let key = member.key.lowerBound - 1..<member.key.upperBound + 1
      return (object.part(key), object.part(member.value))
    }
  }
}

extension UsedKeys.OfObject {
  /// Whether a member of the object is used.
  fileprivate func contains(_ member: LineMembers.Member, in object: UnsafeRawBufferPointer) -> Bool
  {
    names.contains { LineMembers.matches(member, $0, in: object) }
      || endings.contains { object[member.key].suffix($0.count).elementsEqual($0) }
  }
}

extension UnsafeRawBufferPointer {
  /// The part at a place.
  func part(_ place: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: self[place])
  }

  /// Whether a value is an object or an array.
  var isContainer: Bool { first == UInt8(ascii: "{") || first == UInt8(ascii: "[") }

  /// A text without the white space around it.
  var withoutSpace: UnsafeRawBufferPointer {
    let start = LineMembers.skipSpace(in: self, from: 0)
    var end = count
    while end > start, [0x20, 0x09, 0x0A, 0x0D].contains(self[end - 1]) { end -= 1 }
    return part(start..<end)
  }
}
