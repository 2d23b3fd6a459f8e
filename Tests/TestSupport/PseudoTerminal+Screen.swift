import Glibc
public import Testing
public import TextUI

extension PseudoTerminal {
  /// The rows of the screen, without the blanks at their ends.
  public var rows: [String] {
    (0..<model.size.rows).map { row in
      var text = ""
      for column in 0..<model.size.columns {
        text += model.cell(column: column, row: row)?.text ?? ""
      }
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  /// The screen as one text.
  public var screen: String { rows.joined(separator: "\n") }

  /// Whether the text stands on the screen, within one row.
  public func contains(_ text: String) -> Bool { rows.contains { $0.contains(text) } }

  /// A cell of the screen; nil for the right half of a wide character.
  public func cell(column: Int, row: Int) -> ShownCell? {
    model.cell(column: column, row: row)
  }

  /// Where the text begins on the screen, in columns as long as no wide character stands before.
  public func place(of text: String) -> Point? {
    for (row, line) in rows.enumerated() {
      if let range = line.firstRange(of: text) {
        return Point(column: TextWidth.columns(of: line[..<range.lowerBound]), row: row)
      }
    }
    return nil
  }

  /// Where the cursor stands.
  public var cursor: Point { model.cursor }
  /// Whether the program shows the cursor.
  public var isCursorVisible: Bool { model.properties.isCursorVisible }
  /// Whether the program draws on the terminal's other screen.
  public var isAlternateScreen: Bool { model.properties.isAlternateScreen }
  /// Whether the program wants mouse reports.
  public var isMouseOn: Bool { model.properties.mouse != 0 }
  /// Whether the program wants pastes marked.
  public var isPasteMarked: Bool {
    guard let on = lastPlace(of: "\u{1B}[?2004h") else { return false }
    return on > lastPlace(of: "\u{1B}[?2004l") ?? -1
  }

  /// Whether the program has written these bytes, one after another.
  public func wrote(_ bytes: some StringProtocol) -> Bool { lastPlace(of: bytes) != nil }

  private func lastPlace(of text: some StringProtocol) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count <= output.count else { return nil }
    return (0...output.count - bytes.count).last { output[$0...].starts(with: bytes) }
  }

  /// Whether the terminal treats keys and output as it did before the program started.
  public var hasModesAsFound: Bool { Self.modes(of: slave) == modesAtStart }

  static func modes(of terminal: Int32) -> [UInt32] {
    var modes = termios()
    tcgetattr(terminal, &modes)
    return [modes.c_iflag, modes.c_oflag, modes.c_cflag, modes.c_lflag]
  }

  /// Waits until the screen is as wanted and has been still for 25 ms; false when time is over.
  public func wait(
    within limit: Duration = .seconds(10), until isReady: (PseudoTerminal) -> Bool
  ) -> Bool {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
      // A frame comes in pieces: only a still screen is looked at.
      if !read(for: 25) && isReady(self) { return true }
    }
    return isReady(self)
  }

  /// Expects the screen to become as wanted, and shows it where it does not.
  @discardableResult
  public func expect(
    _ what: String, within limit: Duration = .seconds(10),
    sourceLocation: SourceLocation = #_sourceLocation,
    until isReady: (PseudoTerminal) -> Bool
  ) -> Bool {
    let isAsWanted = wait(within: limit, until: isReady)
    if !isAsWanted {
      Issue.record("Never shown: \(what). The screen:\n\(screen)", sourceLocation: sourceLocation)
    }
    return isAsWanted
  }
}
