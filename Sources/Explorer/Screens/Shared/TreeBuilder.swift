import Rewind
import TextUI

/// Lays out a JSON value, and how it differs from another, as rows.
struct TreeBuilder {
  /// A value's spelling is cut here; the whole is shown when it is opened.
  private static let longestSpelling = 2_000
  private static let keyColumns = 12...60

  private(set) var rows: [TreeRow] = []
  private let folding: Folding
  private let changesOnly: Bool
  private var marks: [JSONPath: StateChange.Kind] = [:]
  private var parentsOfChanges: Set<JSONPath> = []
  /// Whether the whole took the place of something that has no members in common with it.
  private var isAllNew = false

  init(folding: Folding, changesOnly: Bool = false, changes: [StateChange] = []) {
    self.folding = folding
    self.changesOnly = changesOnly
    for change in changes {
      marks[change.path] = change.kind
      var parent = change.path
      while parent.components.popLast() != nil {
        guard parentsOfChanges.insert(parent).inserted else { break }
      }
    }
  }

  /// Adds the members of an object or array, or the value itself where it has none.
  ///
  /// `old` is what the value was, for the places of what was removed.
  mutating func add(
    _ new: JSONValue?, was old: JSONValue? = nil, at path: JSONPath = .root, named name: String,
    idsUnquoted: Bool = false
  ) {
    let members = Self.members(of: new, was: old, at: path)
    if members.isEmpty {
      guard let value = new ?? old else { return }
      rows.append(leaf(name, value, path: path, depth: 0, keyColumns: Self.keyColumns.lowerBound))
    } else {
      isAllNew = new != nil && marks[path] != nil
      add(members, depth: 0, idsUnquoted: idsUnquoted)
    }
  }

  /// Adds a title, and below it, unless folded, what `fill` adds.
  mutating func addHeader(_ name: String, at path: JSONPath, members: Int) -> Bool {
    let isFolded = folding.isFolded(path, members: members)
    add(
      TreeLine(
        key: name, depth: -1, keyColumns: 0,
        content: .header(members: "{\(members)}", isFolded: isFolded)), at: path)
    return !isFolded
  }

  /// Adds a line as it is.
  mutating func add(_ line: TreeLine, at path: JSONPath = .root) {
    rows.append(TreeRow(path: path, line: line))
  }

  /// Adds what is no part of the value, over several rows where it is wider than `columns`.
  mutating func addText(_ text: String, isError: Bool = false, columns: Int = .max) {
    let text = isError ? "! \(text)" : text
    let lines = columns == .max ? [text] : TextWidth.wrapped(text, to: columns)
    for line in lines { add(.text(line, isError: isError)) }
  }

  private mutating func add(_ members: [Member], depth: Int, idsUnquoted: Bool = false) {
    let members = changesOnly ? members.filter { isChanged($0.path) } : members
    let longest = members.reduce(0) { max($0, TextWidth.columns(of: $1.key)) }
    let keyColumns = min(max(longest + 1, Self.keyColumns.lowerBound), Self.keyColumns.upperBound)
    for member in members {
      let children = Self.members(of: member.new, was: member.old, at: member.path)
      guard !children.isEmpty, marks[member.path] == nil || member.new == nil || member.old == nil
      else {
        if let value = member.new ?? member.old {
          var row = leaf(
            member.key, value, path: member.path, depth: depth, keyColumns: keyColumns)
          if idsUnquoted, case .string(let text) = value, IDText.isID(text) {
            row.line.content = .id(text)
          }
          rows.append(row)
        }
        continue
      }
      let isFolded = folding.isFolded(member.path, members: children.count)
      add(
        TreeLine(
          key: member.key, depth: depth, keyColumns: keyColumns, mark: parentMark(member),
          content: .parent(
            members: Self.summary(member.new ?? member.old), isFolded: isFolded)),
        at: member.path)
      if !isFolded { add(children, depth: depth + 1, idsUnquoted: idsUnquoted) }
    }
  }

  private func isChanged(_ path: JSONPath) -> Bool {
    isAllNew || marks[path] != nil || parentsOfChanges.contains(path)
  }

  private func parentMark(_ member: Member) -> ChangeMark? {
    guard isChanged(member.path) else { return nil }
    return member.old == nil ? .added : member.new == nil ? .removed : .changed
  }

  private func leaf(
    _ key: String, _ value: JSONValue, path: JSONPath, depth: Int, keyColumns: Int
  ) -> TreeRow {
    var line = TreeLine(
      key: key, depth: depth, keyColumns: keyColumns, content: .value(Self.spelled(value)))
    switch marks[path] {
    case .added: line.mark = .added
    case .removed: line.mark = .removed
    case .changed(let old, let new):
      line.mark = .changed
      line.content = .change(from: Self.spelled(old), to: Self.spelled(new))
    case nil: line.mark = isAllNew ? .added : nil
    }
    return TreeRow(path: path, line: line)
  }

  private static func spelled(_ value: JSONValue) -> String {
    if case .string(let text) = value, text.utf8.count > longestSpelling {
      return JSONValue.string(String(text.prefix(longestSpelling))).text()
    }
    return String(value.text().prefix(longestSpelling))
  }

  private static func summary(_ value: JSONValue?) -> String {
    switch value {
    case .array(let elements): "[\(elements.count)]"
    case .object(let members): "{\(members.count)}"
    default: ""
    }
  }
}

/// A member of an object or array, in both values.
private struct Member {
  var key: String
  var path: JSONPath
  var old: JSONValue?
  var new: JSONValue?
}

extension TreeBuilder {
  /// The members in the new value's order, each removed one after its old neighbour.
  private static func members(
    of new: JSONValue?, was old: JSONValue?, at path: JSONPath
  ) -> [Member] {
    switch (new, old) {
    case (.object(let new), .object(let old)):
      new.compared(with: old) { member($0, $2, $1, path) }
    case (.object(let object), _): object.map { member($0.key, $0.value, nil, path) }
    case (nil, .object(let object)): object.map { member($0.key, nil, $0.value, path) }
    case (.array(let new), .array(let old)):
      (0..<max(new.count, old.count)).map { index in
        Member(
          key: "[\(index)]", path: path.appending(.index(index)),
          old: index < old.count ? old[index] : nil, new: index < new.count ? new[index] : nil)
      }
    case (.array(let array), _): members(of: .array(array), was: .array([]), at: path)
    case (nil, .array(let array)):
      array.enumerated().map {
        Member(key: "[\($0)]", path: path.appending(.index($0)), old: $1, new: nil)
      }
    default: []
    }
  }

  private static func member(
    _ key: String, _ new: JSONValue?, _ old: JSONValue?, _ path: JSONPath
  ) -> Member {
    Member(key: key, path: path.appending(.key(key)), old: old, new: new)
  }
}
