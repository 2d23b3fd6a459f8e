import TextUI

/// Where everything is on a screen of a size.
struct Layout: Hashable, Sendable {
  /// Less than this shows one panel only.
  static let roomy = Size(columns: 80, rows: 18)
  /// From here on two wide panels stand side by side.
  static let wide = 110
  /// Less than this shows nothing but how to quit.
  static let smallest = Size(columns: 40, rows: 10)

  let size: Size
  private(set) var panels: [Panel: Rect] = [:]
  /// Where the selected log is described; nil where that is not on screen.
  private(set) var aboutRoot: Rect?

  var isTooSmall: Bool {
    size.columns < Self.smallest.columns || size.rows < Self.smallest.rows
  }

  /// The row of errors and of what is being typed.
  var statusRow: Int { size.rows - 2 }
  /// The row of keys.
  var hintsRow: Int { size.rows - 1 }

  /// Lays out a screen; `logs` is how many are open.
  init(size: Size, screen: Screen, focus: Panel, isZoomed: Bool, logs: Int) {
    self.size = size
    let body = Rect(column: 0, row: 1, columns: size.columns, rows: size.rows - 3)
    let isNarrow = size.columns < Self.roomy.columns || size.rows < Self.roomy.rows
    guard !isNarrow, !isZoomed || screen == .roots else {
      panels = [focus: body]
      return
    }
    switch screen {
    case .roots: layOutRoots(body, logs: logs)
    case .streams: split(body, left: .categories, min(32, size.columns / 4), right: .streams)
    case .log where size.columns >= Self.wide:
      split(body, left: .log, size.columns * 4 / 7, right: .logEvent)
    case .log: stack(body, upper: .log, lower: .logEvent)
    case .help: panels = [.help: body]
    case .projections: layOutProjections(body, focus: focus)
    case .stream: layOutStream(body)
    }
  }

  /// What a panel's border encloses.
  func inside(_ panel: Panel) -> Rect { panels[panel]?.inset() ?? Rect(Size(columns: 0, rows: 0)) }

  /// The rows a panel shows at once; at least one, so that movement works in hidden panels too.
  func height(_ panel: Panel) -> Int { max(1, inside(panel).size.rows) }

  /// Where a popup stands.
  var popup: Rect {
    Rect(
      column: size.columns > 60 ? 4 : 0, row: 2,
      columns: size.columns - (size.columns > 60 ? 8 : 0),
      rows: size.rows - 5)
  }

  /// Where a value shown whole stands: no taller than it needs.
  func popup(of value: ValuePopup) -> Rect {
    var rect = popup
    rect.size.rows = max(3, min(rect.size.rows, value.lines.count + 2))
    return rect
  }

  private mutating func split(_ body: Rect, left: Panel, _ columns: Int, right: Panel) {
    panels[left] = Rect(
      column: 0, row: body.origin.row, columns: columns, rows: body.size.rows)
    panels[right] = Rect(
      column: columns, row: body.origin.row, columns: body.size.columns - columns,
      rows: body.size.rows)
  }

  /// The logs, no taller than they need, and below them what there is to know of one.
  private mutating func layOutRoots(_ body: Rect, logs: Int) {
    let about = max(body.size.rows * 2 / 5, body.size.rows - max(5, logs) - 2)
    panels[.roots] = Rect(
      column: 0, row: body.origin.row, columns: body.size.columns, rows: body.size.rows - about)
    aboutRoot = Rect(
      column: 0, row: body.origin.row + body.size.rows - about, columns: body.size.columns,
      rows: about)
  }

  private mutating func stack(_ body: Rect, upper: Panel, lower: Panel) {
    let rows = max(5, body.size.rows * 2 / 5)
    panels[upper] = Rect(
      column: 0, row: body.origin.row, columns: body.size.columns, rows: body.size.rows - rows)
    panels[lower] = Rect(
      column: 0, row: body.origin.row + body.size.rows - rows, columns: body.size.columns,
      rows: rows)
  }

  /// The projections beside what there is to know of one, above its rows; the dead letters stand in
  /// the rows' place while they have the focus, or below them where there is room for both.
  private mutating func layOutProjections(_ body: Rect, focus: Panel) {
    let upper = min(body.size.rows / 3 + 1, 12)
    let top = Rect(
      column: 0, row: body.origin.row, columns: body.size.columns, rows: upper)
    split(top, left: .projections, size.columns * 5 / 8, right: .about)
    var lower = Rect(
      column: 0, row: body.origin.row + upper, columns: body.size.columns,
      rows: body.size.rows - upper)
    if lower.size.rows >= 22 {
      let letters = lower.size.rows / 3
      lower.size.rows -= letters
      panels[.deadLetters] = Rect(
        column: 0, row: lower.origin.row + lower.size.rows, columns: body.size.columns,
        rows: letters)
      panels[.rows] = lower
    } else {
      panels[focus == .deadLetters ? .deadLetters : .rows] = lower
    }
  }

  private mutating func layOutStream(_ body: Rect) {
    let scrubber = body.size.rows >= 33 ? 6 : 3
    let upper = body.size.rows - scrubber
    let left = min(64, body.size.columns * 3 / 7)
    let right = body.size.columns - left
    let event = max(5, upper * 2 / 5)
    let row = body.origin.row
    panels[.events] = Rect(column: 0, row: row, columns: left, rows: upper)
    panels[.state] = Rect(column: left, row: row, columns: right, rows: upper - event)
    panels[.event] = Rect(column: left, row: row + upper - event, columns: right, rows: event)
    panels[.scrubber] = Rect(
      column: 0, row: row + upper, columns: body.size.columns, rows: scrubber)
  }
}
