import Explorer
import Rewind
import TextUI

/// A person at the explorer: presses keys, sees the screen; what is asked is answered at once,
/// unless the answers are held back.
struct Session {
  private(set) var model: Model
  private var size: Size
  private var glyphs: GlyphSet
  private var log: EventLog
  private var lines: [String]
  /// What was asked and is not answered yet, while ``holdsAnswers``.
  private(set) var unanswered: [Request] = []
  /// What else the explorer wanted done, in order.
  private(set) var effects: [Effect] = []
  /// Whether answers wait for ``answer()``.
  var holdsAnswers = false

  init(
    _ lines: [String] = Fixture.bank, size: Size = Size(columns: 80, rows: 24),
    options: ExplorerOptions = ExplorerOptions(
      logName: "bank", zone: Fixture.zone, projections: ReadModelFixture.definitions),
    indexed: Double? = nil
  ) {
    log = EventLog.inMemory(lines: lines)
    self.lines = lines
    self.size = size
    glyphs = options.glyphs
    model = Model(options: options)
    send(.resized(size))
    send(.clock(Fixture.now))
    send(.index(log.index, indexed: indexed))
    if !options.projections.isEmpty { tell(.statuses(ReadModelFixture.statuses())) }
  }

  /// Says what happens to projections.
  mutating func tell(_ news: ProjectionNews) { send(.projections(news)) }

  /// Presses keys written as text: `j`, `42G`, `<Enter>`, `<Ctrl-d>`, `<F1>`.
  mutating func press(_ text: String) {
    for key in Self.keys(text) { send(.input(.key(key))) }
  }

  /// Lets events be appended by someone else.
  mutating func append(_ more: [String]) {
    lines += more
    log = EventLog.inMemory(lines: lines)
    send(.index(log.index))
  }

  /// Lets another log take this one's place.
  mutating func replace(_ others: [String]) {
    lines = others
    log = EventLog.inMemory(lines: lines)
    send(.replaced(log.index))
  }

  mutating func resize(_ size: Size) {
    self.size = size
    send(.resized(size))
  }

  mutating func send(_ message: Message) {
    for effect in model.update(message) {
      switch effect {
      case .ask(let request):
        unanswered.removeAll { $0.lane == request.lane }
        unanswered.append(request)
      case .cancel(let lane): unanswered.removeAll { $0.lane == lane }
      default: effects.append(effect)
      }
    }
    if !holdsAnswers { answer() }
  }

  /// Answers all that is unanswered, and what is asked because of that.
  mutating func answer() {
    while !unanswered.isEmpty {
      let request = unanswered.removeFirst()
      for answer in Oracle(log: log).answers(to: request.question) {
        send(.answer(token: request.token, answer))
      }
    }
  }

  /// The screen as it is now.
  var canvas: Canvas {
    var canvas = Canvas(size: size, glyphs: glyphs)
    model.draw(on: &canvas)
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
