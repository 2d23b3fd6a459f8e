import Rewind
import TextUI

/// The State panel; what it shows stays until the state of another version is there.
struct StatePane: Sendable {
  /// Two states and how they differ.
  struct Content: Sendable {
    let before: StateAtVersion
    let state: StateAtVersion
    let changes: [StateChange]
    /// What tells the code that made them from other.
    let code: String?
    /// Whether the changes are those that an edit of the code made.
    let isByEdit: Bool
  }
  /// Why the fold cannot make the state at a version.
  struct Failure: Hashable, Sendable {
    let reason: String
    let version: Int
  }
  private struct Layout: Equatable {
    var version: Int
    var comparedVersion: Int
    var folding: Folding
    var changesOnly: Bool
    var columns: Int
    var failure: Failure?
  }

  var tree = TreePane()
  var changesOnly = false
  /// The path to go to once there is a state, from the command line.
  var wantedPath: JSONPath?
  private(set) var content: Content?
  /// Why there is no state to show, where the fold cannot make one.
  private(set) var failure: Failure?
  private var layout: Layout?
  /// What was shown when the code was saved, until the saved code has made a state.
  private var saved: Content?
  /// The state that the code before the last edit made, as long as its version is shown.
  private var edited: StateAtVersion?

  /// Shows the state at a version and its changes since another.
  ///
  /// - Parameters:
  ///   - code: what tells the code that made them from other.
  ///   - missing: what to say where there is no state.
  ///   - label: what a version is called.
  ///   - size: the panel's inside.
  mutating func show(
    _ state: StateAtVersion, since before: StateAtVersion, by code: String?, missing: String,
    label: (Int) -> String, size: Size
  ) {
    let wanted = Layout(
      version: state.version, comparedVersion: before.version, folding: tree.folding,
      changesOnly: changesOnly, columns: size.columns)
    guard wanted != layout else { return }
    let isStep =
      failure != nil || wanted.version != layout?.version
      || wanted.comparedVersion != layout?.comparedVersion
    failure = nil
    layout = wanted
    if isStep {
      content = Content(
        before: before, state: state,
        changes: StateDiff.changes(from: before.value, to: state.value), code: code,
        isByEdit: edited != nil)
    }
    layOut(missing: missing, label: label, columns: size.columns)
    if isStep { keepCursor(height: size.rows) }
    if let path = wantedPath {
      tree.select(path)
      wantedPath = nil
    }
  }

  /// Shows why the fold cannot make the state at a version, and below that the state that the code before the
  /// last edit made of the same version.
  mutating func show(_ failure: Failure, label: (Int) -> String, columns: Int) {
    let wanted = Layout(
      version: failure.version, comparedVersion: failure.version, folding: tree.folding,
      changesOnly: changesOnly, columns: columns, failure: failure)
    guard wanted != layout else { return }
    self.failure = failure
    layout = wanted
    layOut(missing: nil, label: label, columns: columns)
  }

  /// Keeps what is shown, to be compared with what the new code makes of the same version.
  mutating func foldsChanged() {
    saved = content
    layout = nil
  }

  /// The state that a version had by the code before the last edit; nil once another is looked at, or where
  /// the code is what it was.
  mutating func beforeEdit(at version: Int, by code: String?) -> StateAtVersion? {
    if let saved, saved.code != code { edited = saved.state }
    saved = nil
    if edited?.version != version { edited = nil }
    return edited
  }

  /// Whether the state that is shown is to give way to that of the code as it was saved.
  var isAwaited: Bool { saved != nil }

  /// Whether what is marked is what an edit changed.
  var showsEdit: Bool { content?.isByEdit == true }

  private mutating func layOut(missing: String?, label: (Int) -> String, columns: Int) {
    let isShown = failure.map { $0.version == saved?.state.version } ?? true
    let content = isShown ? content : nil
    var builder = TreeBuilder(
      folding: tree.folding, changesOnly: changesOnly, changes: content?.changes ?? [])
    defer { tree.show(builder.rows) }
    if let failure { builder.addText(failure.reason, isError: true, columns: columns - 2) }
    guard let content else { return }
    if failure != nil { builder.addText("before the edit:") }
    if let fault = content.state.fault {
      builder.addText(fault.description, isError: true, columns: columns - 2)
    }
    if let line = omissions(of: content.state, isWhole: false, label) {
      builder.addText(line, isError: true, columns: columns - 2)
    }
    builder.add(content.state.notes, columns: columns - 2)
    if let missing, content.state.value == nil { builder.addText(missing) }
    builder.add(content.state.value, was: content.before.value, named: "state")
  }

  /// The cursor keeps its path where that is still in sight, else it goes to the first change.
  private mutating func keepCursor(height: Int) {
    let top = tree.cursor.top
    let isInSight = tree.keptPath && (top..<top + max(1, height)).contains(tree.cursor.row)
    guard !isInSight, let change = tree.rows.firstIndex(where: { $0.line.mark != nil }) else {
      return
    }
    // The innermost: a parent carries the mark of what changed in it.
    let inner = tree.rows[change...].firstIndex {
      $0.line.mark != nil && $0.line.isFolded != false
    }
    tree.cursor.row = inner ?? change
  }

  /// What is said of the state beside its value, whole; nil where nothing is.
  ///
  /// - Parameter label: what a version is called.
  func remarks(label: (Int) -> String) -> String? {
    guard let state = content?.state else { return nil }
    let without = omissions(of: state, isWhole: true, label)
    let remarks = [state.fault?.description, without].compactMap(\.self) + state.notes.map(\.text)
    return remarks.isEmpty ? nil : remarks.joined(separator: "\n")
  }

  /// Which earlier events a state is without, and why it is without the first: `without v2, v3; v2: …`.
  ///
  /// - Parameter isWhole: whether all versions are named, or the first of many.
  private func omissions(
    of state: StateAtVersion, isWhole: Bool, _ label: (Int) -> String
  ) -> String? {
    let earlier = state.without.filter { $0 != state.version }
    guard let first = earlier.first else { return nil }
    let versions =
      isWhole ? earlier.map(label).joined(separator: ", ") : Format.few(earlier, label)
    let why = state.firstFault.map { "\(earlier.count > 1 ? "; \(label(first))" : ""): \($0)" }
    return "without \(versions)" + (why ?? "")
  }

  /// The value at a path, or what it was where it is gone.
  func value(at path: JSONPath) -> JSONValue? {
    content?.state.value?[path: path] ?? content?.before.value?[path: path]
  }
}

extension TreeBuilder {
  /// So much of what the fold says is shown, and so many lines of each; the rest when one of them is opened.
  private static let (noteLimit, noteLineLimit) = (4, 8)

  /// Adds what the fold says of the event, and the first of what it says of the whole stream.
  fileprivate mutating func add(_ notes: [FoldNote], columns: Int) {
    let ofStream = notes.filter { $0.kind == .warning && $0.version == 0 }
    // Warnings first, which much that is logged would hide.
    let ofEvent =
      notes.filter { $0.kind == .warning && $0.version > 0 } + notes.filter { $0.kind == .log }
    for note in ofEvent.prefix(Self.noteLimit) {
      switch note.kind {
      case .warning: addWarning(note, columns: columns)
      case .log: addLog(note)
      }
    }
    let left = ofEvent.count - Self.noteLimit
    if left > 0 { addText("and \(Format.grouped(left)) more") }
    guard let first = ofStream.first else { return }
    addWarning(first, columns: columns)
    if ofStream.count > 1 {
      addText("and \(Format.count(ofStream.count - 1, "more warning")): M")
    }
  }

  private mutating func addWarning(_ note: FoldNote, columns: Int) {
    let line = note.text.split(separator: "\n", omittingEmptySubsequences: false).first ?? ""
    addText("! \(line)", columns: columns)
  }

  private mutating func addLog(_ note: FoldNote) {
    let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false)
    for line in lines.prefix(Self.noteLineLimit) { addText(String(line)) }
    let left = lines.count - Self.noteLineLimit
    if left > 0 { addText("and \(Format.count(left, "more line"))") }
  }
}
