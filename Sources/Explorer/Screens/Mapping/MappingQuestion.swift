package import Rewind
package import TextUI

/// Whether a log of no known system is to be opened as its mapping is guessed, or as the person edits it.
///
/// It is asked before the log is open, and so before there is a ``Model``; a pure state machine as that is.
package struct MappingQuestion: Sendable {
  /// What the person says.
  package enum Answer: Hashable, Sendable {
    /// Open it, with this mapping.
    case open(EnvelopeMapping)
    /// Do not open it.
    case leave
  }

  /// The answer; nil while there is none.
  package private(set) var answer: Answer?
  let unknown: UnknownMappingError
  private(set) var mapping: EnvelopeMapping
  /// What the mapping finds.
  private(set) var coverage: [RoleCoverage]
  /// The line that is being edited.
  private(set) var field: TextField?
  /// Why what was typed is no mapping of the log.
  private(set) var error: String?
  /// The first line that is shown, where there is no room for all.
  private(set) var top = 0
  /// What Esc ended, in case it was the start of another key.
  private var beforeEscape: (field: TextField, error: String?)?

  /// - Parameter unknown: the log, and the guess.
  package init(_ unknown: UnknownMappingError) {
    self.unknown = unknown
    mapping = unknown.guess
    coverage = unknown.coverage
  }

  /// Takes what the person did, on a screen of a size; answers what is to be done with the terminal.
  package mutating func update(_ event: InputEvent, on size: Size) -> [Effect] {
    let before = beforeEscape
    beforeEscape = nil
    switch event {
    case .key(.control("z")): return [.suspend]
    case .key(.control("l")): return [.redraw]
    case .key(let key):
      if let rows = scrolledRows(key) {
        top = max(0, min(top + rows, lastTop(on: size)))
      } else if field != nil {
        edit(key)
      } else {
        take(key)
      }
    case .paste(let text):
      field?.insert(text)
      if field?.isCut == true { error = TextField.cutRemark }
    case .escapeRetracted:
      if let before { (field, error) = (before.field, before.error) }
    case .mouse: break
    }
    return []
  }

  private mutating func take(_ key: Key) {
    switch key {
    case .enter, .character("y"), .character("Y"): answer = .open(mapping)
    case .character("n"), .character("N"), .character("q"), .control("c"): answer = .leave
    case .character("e"), .character("E"): field = TextField(mapping.line)
    default: break
    }
  }

  private mutating func edit(_ key: Key) {
    switch key {
    case .enter: look()
    case .escape, .control("c"):
      beforeEscape = field.map { ($0, error) }
      (field, error) = (nil, nil)
    default: field?.take(key)
    }
  }

  /// Takes the typed mapping, where it fits the log; else says why not.
  private mutating func look() {
    guard let text = field?.text else { return }
    top = 0
    do {
      let edited = try EnvelopeMapping(line: text)
      coverage = try unknown.coverage(of: edited)
      (mapping, field, error) = (edited, nil, nil)
    } catch {
      self.error = (error as? UnfitMappingError)?.reason ?? "\(error)"
    }
  }

  /// By how many rows a key scrolls; nil where it does not.
  private func scrolledRows(_ key: Key) -> Int? {
    switch key {
    case .up: -1
    case .down: 1
    case .pageUp: -Self.page
    case .pageDown: Self.page
    case .character("k") where field == nil: -1
    case .character("j") where field == nil: 1
    default: nil
    }
  }

  private static let page = 5
}
