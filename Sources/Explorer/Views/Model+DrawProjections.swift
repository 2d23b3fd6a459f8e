import Rewind
import TextUI

/// What a projection is doing, as a person sees it.
private enum ShownState {
  case unknown, notBuilt, stopped, running, rebuilding, faulted, stale, waiting

  var word: String {
    switch self {
    case .unknown: ""
    case .notBuilt: "not built"
    case .stopped: "stopped"
    case .running: "running"
    case .rebuilding: "rebuilding"
    case .faulted: "faulted"
    case .stale: "stale"
    case .waiting: "waiting"
    }
  }
}

extension Model {
  func drawProjections(on canvas: inout Canvas, _ layout: Layout) {
    drawProjectionList(on: &canvas, layout)
    drawAbout(on: &canvas, layout)
    drawRows(on: &canvas, layout)
    drawDeadLetters(on: &canvas, layout)
    if let popup = projections.popup { draw(popup, on: &canvas, layout) }
  }

  private func state(of name: String) -> ShownState {
    let work = knowledge.readModels.work[name]
    if case .waiting? = work { return .waiting }
    guard let status = knowledge.readModels.statuses[name] else { return .unknown }
    if case .progress(let progress)? = work {
      return status.state == .running || progress.phase == .live ? .running : .rebuilding
    }
    return switch status.state {
    case .notBuilt: .notBuilt
    case .stopped: .stopped
    case .running: .running
    case .rebuilding: .rebuilding
    case .faulted: .faulted
    case .stale: .stale
    }
  }

  /// What a projection waits for; nil where it waits for nothing.
  func waitingText(_ name: String) -> String? {
    guard state(of: name) == .waiting else { return nil }
    let ahead = options.projections.first { state(of: $0.name) == .rebuilding }
    return "waits for " + (ahead.map { "the rebuild of \($0.name)" } ?? "its turn")
  }

  private func glyph(_ state: ShownState) -> StyledText {
    let glyphs = options.glyphs
    return switch state {
    case .unknown: StyledText(" ")
    case .notBuilt: StyledText(String(glyphs.absent), style: theme.dimmed)
    case .waiting: StyledText(String(glyphs.ellipsis), style: theme.dimmed)
    case .stopped: StyledText(String(glyphs.resting))
    case .running: StyledText(String(glyphs.running), style: theme.busy)
    case .rebuilding: StyledText(String(glyphs.renewing), style: theme.busy)
    case .faulted: StyledText("!", style: theme.error)
    case .stale: StyledText("~", style: theme.changed)
    }
  }

  /// What the glyphs before the projections mean.
  var stateSigns: String {
    let glyphs = options.glyphs
    return "\(glyphs.absent) not built   \(glyphs.resting) stopped, and whole up to its position"
      + "   \(glyphs.running) running   \(glyphs.renewing) rebuilding   ! faulted"
      + "   ~ stale: its definition, or the log, is another one"
  }

  // MARK: The list

  private func drawProjectionList(on canvas: inout Canvas, _ layout: Layout) {
    let count = options.projections.count
    guard
      let inside = drawFrame(
        .projections, title: ["Projections"],
        corner: count == 0 ? [] : [StyledText("\(projections.cursor.row + 1) of \(count)")],
        on: &canvas, layout)
    else { return }
    if count == 0 { writeEmpty(noProjections, in: inside, on: &canvas) }
    let longest = options.projections.map { TextWidth.columns(of: $0.name) }.max() ?? 0
    let nameColumns = min(longest, max(12, inside.size.columns - 25))
    ListView(
      count: count, cursor: projections.cursor, isFocused: screenPanel == .projections,
      hasPointer: true
    ).draw(in: inside, on: &canvas) { number, row, canvas in
      draw(options.projections[number].name, nameColumns: nameColumns, in: row, on: &canvas)
    }
  }

  private func draw(
    _ name: String, nameColumns: Int, in inside: Rect, on canvas: inout Canvas
  ) {
    let row = inside.origin.row
    let state = state(of: name)
    var column = inside.origin.column + 2
    let end = inside.columnRange.upperBound - 1
    canvas.write([glyph(state)], at: Point(column: column, row: row))
    column += 2
    canvas.write(
      TextWidth.middleCut(name, to: nameColumns, glyphs: options.glyphs),
      at: Point(column: column, row: row))
    column += nameColumns + 2
    canvas.write(
      state.word, at: Point(column: column, row: row), style: glyph(state).style,
      limit: end - column)
    column += 11
    if case .progress(let progress)? = knowledge.readModels.work[name], progress.phase != .live {
      drawProgress(progress, from: column, to: end, row: row, on: &canvas)
    } else if let status = knowledge.readModels.statuses[name], state != .notBuilt {
      drawPlace(status, from: column, to: end, row: row, on: &canvas)
    }
  }

  /// Position and lag, at the right; the lag goes first where there is no room.
  private func drawPlace(
    _ status: ProjectionStatus, from column: Int, to end: Int, row: Int, on canvas: inout Canvas
  ) {
    let position = knowledge.readModels.position(of: status.name) ?? status.position
    let lag = max(0, status.head - position)
    let room = end - column
    let place = positionLabel(position)
    let placeColumns = TextWidth.columns(of: place)
    guard placeColumns <= room else { return }
    if room >= placeColumns + 20 {
      let text = lag == 0 ? "up to date" : "\(Spelling.grouped(lag)) behind"
      canvas.write(text, endingBefore: end, row: row, style: theme.dimmed)
      canvas.write(place, endingBefore: end - 20, row: row)
      return
    }
    let text = lag == 0 ? "" : "  -\(Spelling.grouped(lag))"
    let fits = placeColumns + TextWidth.columns(of: text) <= room
    canvas.write(place + (fits ? text : ""), endingBefore: end, row: row)
  }

  /// How far work is: as much of percentage, rate, time left and bar as there is room for.
  private func drawProgress(
    _ progress: ProjectionProgress, from column: Int, to end: Int, row: Int,
    on canvas: inout Canvas
  ) {
    let room = end - column
    let part = percentage(progress.fraction)
    let rate = Self.rate(progress.eventsPerSecond)
    let left = progress.phase == .finishing ? "writing" : Self.left(progress.secondsLeft)
    let short = left.split(separator: " ").filter { $0 != "left" }.joined()
    let texts = [
      "\(part)  \(rate)  \(left)", "\(part) \(rate) \(short)", "\(part) \(rate)", part,
    ]
    guard let text = texts.first(where: { TextWidth.columns(of: $0) <= room }) else { return }
    canvas.write(text, endingBefore: end, row: row)
    let bar = room - 27
    guard bar >= 5 else { return }
    canvas.write(self.bar(progress.fraction, columns: bar), at: Point(column: column, row: row))
  }

  /// A bar of so many columns, a part of which is done.
  func bar(_ fraction: Double, columns: Int) -> [StyledText] {
    let done = max(0, min(columns, Int(fraction * Double(columns))))
    let glyphs = options.glyphs
    return [
      StyledText(String(repeating: glyphs.done, count: done), style: theme.busy),
      StyledText(String(repeating: glyphs.undone, count: columns - done), style: theme.dimmed),
    ]
  }

  func percentage(_ fraction: Double) -> String {
    "\(fraction.isFinite ? Int(max(0, min(1, fraction)) * 100) : 0)%"
  }

  /// `412k/s`.
  static func rate(_ perSecond: Double) -> String {
    guard perSecond.isFinite, perSecond >= 0, perSecond < 1e12 else { return "" }
    if perSecond >= 10_000_000 { return "\(Int(perSecond / 1_000_000))M/s" }
    if perSecond >= 1_000_000 {
      let tenths = Int(perSecond / 100_000)
      return "\(tenths / 10).\(tenths % 10)M/s"
    }
    if perSecond >= 10_000 { return "\(Int(perSecond / 1000))k/s" }
    return "\(Spelling.grouped(Int(perSecond)))/s"
  }

  /// `12 s left`, `3:12 left`, `1:02:33 left`; nothing where it cannot be told.
  static func left(_ seconds: Double?) -> String {
    guard let seconds, seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "" }
    let whole = Int(seconds.rounded(.up))
    if whole < 60 { return "\(whole) s left" }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if whole < 3600 { return "\(whole / 60):\(two(whole % 60)) left" }
    return "\(Spelling.grouped(whole / 3600)):\(two(whole / 60 % 60)):\(two(whole % 60)) left"
  }

  private var noProjections: [String] {
    [
      "No projections. Each of them folds events into a table of a database.", "",
      "To add one, write a type that conforms to Projection and give it to the explorer;"
        + " GettingStarted shows how.",
    ]
  }
}
