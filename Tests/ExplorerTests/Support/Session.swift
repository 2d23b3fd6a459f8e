import Rewind
import Testing
import TextUI

@testable import Explorer

/// A person at the explorer of one log or several: presses keys, sees the screen; what is asked is
/// answered at once, unless the answers are held back.
struct Session {
  private(set) var workspace: Workspace
  private var size: Size
  private var glyphs: GlyphSet
  private var logs: [SessionLog]
  private var lines: [[String]]
  private let upcasters: Upcasters
  /// What was asked of which log and is not answered yet, while ``holdsAnswers``.
  private var asked: [(log: Int, request: Request)] = []
  /// What else the explorer wanted done, in order.
  private(set) var effects: [Effect] = []
  /// Whether answers wait for ``answer()``.
  var holdsAnswers = false

  init(
    _ lines: [String] = Fixture.bank, size: Size = Size(columns: 80, rows: 24),
    options: ExplorerOptions = ExplorerOptions(
      logName: "bank", display: Fixture.display(), projections: ReadModelFixture.listed),
    indexed: Double? = nil, upcasters: Upcasters = .none
  ) {
    self.init(logs: [(options, lines)], size: size, indexed: indexed, upcasters: upcasters)
  }

  /// Several logs side by side, or one.
  init(
    logs: [(options: ExplorerOptions, lines: [String])], size: Size = Size(columns: 80, rows: 24),
    indexed: Double? = nil, upcasters: Upcasters = .none
  ) {
    self.upcasters = upcasters
    self.logs = logs.map {
      SessionLog(
        $0.lines, upcasters: upcasters, projections: $0.options.projections.compactMap(\.definition)
      )
    }
    lines = logs.map(\.lines)
    self.size = size
    glyphs = logs[0].options.display.glyphs
    workspace = Workspace(logs: logs.map(\.options))
    send(.resized(size))
    send(.clock(Fixture.now))
    for (number, log) in self.logs.enumerated() {
      send(.log(log.source.snapshot(), indexed: indexed), of: number)
      if !logs[number].options.projections.isEmpty {
        tell(.statuses(ReadModelFixture.statuses()), of: number)
      }
    }
  }

  /// The explorer of the log that is shown.
  var model: Model { workspace.models[workspace.shown] }

  /// What was asked and is not answered yet, while ``holdsAnswers``.
  var unanswered: [Request] { asked.map(\.request) }

  /// Says what happens to projections.
  mutating func tell(_ news: ProjectionNews, of log: Int = 0) {
    if case .ended(let name, .ready) = news { logs[log].makeReady(name) }
    send(.projections(news), of: log)
  }

  /// Presses keys written as text: `j`, `42G`, `<Enter>`, `<Ctrl-d>`, `<F1>`.
  mutating func press(_ text: String) {
    for key in Self.keys(text) { send(.input(.key(key))) }
  }

  /// Lets events be appended by someone else.
  mutating func append(_ more: [String], to log: Int = 0) {
    open(lines[log] + more, as: log)
    send(.log(logs[log].source.snapshot()), of: log)
  }

  /// Lets another log take this one's place.
  mutating func replace(_ others: [String], of log: Int = 0) {
    open(others, as: log)
    send(.replaced(logs[log].source.snapshot()), of: log)
  }

  private mutating func open(_ lines: [String], as log: Int) {
    self.lines[log] = lines
    logs[log] = SessionLog(
      lines, upcasters: upcasters,
      projections: workspace.models[log].shell.projections.compactMap(\.definition))
  }

  mutating func resize(_ size: Size) {
    self.size = size
    send(.resized(size))
  }

  /// Says what happened to a log, or where nil to the terminal.
  mutating func send(_ message: Message, of log: Int? = nil) {
    for directed in workspace.update(message, of: log) {
      let log = directed.log
      switch directed.effect {
      case .ask(let request):
        asked.removeAll { $0.log == log && $0.request.lane == request.lane }
        asked.append((log, request))
      case .cancel(let lane): asked.removeAll { $0.log == log && $0.request.lane == lane }
      case let effect: effects.append(effect)
      }
    }
    if !holdsAnswers { answer() }
  }

  /// Answers all that is unanswered, and what is asked because of that.
  mutating func answer() {
    while !asked.isEmpty {
      let (log, request) = asked.removeFirst()
      for answer in logs[log].answers(to: request) {
        send(.answer(token: request.token, answer), of: log)
      }
    }
  }

  /// Answers what is unanswered in a lane in another way than the log would.
  mutating func answer(_ lane: Lane, with answer: Answer) throws {
    let place = try #require(asked.firstIndex { $0.request.lane == lane })
    let (log, request) = asked.remove(at: place)
    send(.answer(token: request.token, answer), of: log)
  }

  /// The screen as it is now.
  var canvas: Canvas {
    var canvas = Canvas(size: size, glyphs: glyphs)
    workspace.draw(on: &canvas)
    return canvas
  }

  /// The screen's text, rows joined.
  var text: String { canvas.rows().joined(separator: "\n") }

  func row(_ number: Int) -> String { canvas.rows()[number] }

  /// The row above the bottom, without the spaces around it.
  var status: String { trimmed(row(size.rows - 2)) }
  /// The top row, without the spaces around it.
  var top: String { trimmed(row(0)) }

  private func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  /// The text of the row that is selected, where the terminal's cursor stands.
  var selectedRow: String {
    guard let cursor = canvas.cursor else { return "" }
    let canvas = self.canvas
    var text = ""
    for column in cursor.column..<size.columns
    where canvas[column, cursor.row].style.isReversed && canvas[column, cursor.row].width > 0 {
      text.append(canvas[column, cursor.row].character)
    }
    return trimmed(text)
  }

  static func keys(_ text: String) -> [Key] {
    var keys: [Key] = []
    var rest = text[...]
    while let character = rest.popFirst() {
      guard character == "<", let end = rest.firstIndex(of: ">") else {
        keys.append(.character(character))
        continue
      }
      keys.append(key(named: String(rest[..<end])))
      rest = rest[rest.index(after: end)...]
    }
    return keys
  }

  private static func key(named name: String) -> Key {
    if name.hasPrefix("Ctrl-"), let letter = name.last { return .control(letter) }
    if name.hasPrefix("F"), let number = Int(name.dropFirst()) { return .function(number) }
    let names: [String: Key] = [
      "Enter": .enter, "Esc": .escape, "Tab": .tab, "S-Tab": .backTab, "Up": .up, "Down": .down,
      "Left": .left, "Right": .right, "Home": .home, "End": .end, "PgUp": .pageUp,
      "PgDn": .pageDown, "BS": .backspace, "Del": .delete, "Space": .character(" "),
    ]
    return names[name] ?? .insert
  }
}
