import Rewind
import TextUI

/// What is said of a projection in the list: the worst there is.
private enum ShownState: Equatable {
  case unknown, waiting, reading
  case condition(ProjectionStatus.Condition)

  var words: String {
    switch self {
    case .unknown: ""
    case .waiting: "waiting"
    case .reading: "being read"
    case .condition(.parked(let count)): "\(Format.grouped(count)) parked"
    case .condition(.behind(let count)): "\(Format.grouped(count)) behind"
    case .condition(let condition): condition.words
    }
  }

  func glyph(_ glyphs: GlyphSet, _ theme: Theme) -> StyledText {
    switch self {
    case .unknown: StyledText(" ")
    case .waiting, .reading: StyledText(String(glyphs.ellipsis), style: theme.dimmed)
    case .condition(.notBuilt): StyledText(String(glyphs.absent), style: theme.dimmed)
    case .condition(.upToDate): StyledText(String(glyphs.resting))
    case .condition(.behind): StyledText(String(glyphs.resting), style: theme.dimmed)
    case .condition(.running): StyledText(String(glyphs.running), style: theme.busy)
    case .condition(.rebuilding): StyledText(String(glyphs.renewing), style: theme.busy)
    case .condition(.faulted), .condition(.parked): StyledText("!", style: theme.error)
    case .condition(.stale): StyledText("~", style: theme.changed)
    }
  }
}

extension Shell {
  fileprivate func state(of projection: String) -> ShownState {
    let work = knowledge.readModels.work[projection]
    if case .waiting? = work { return .waiting }
    switch projections.first(where: { $0.name == projection })?.code {
    case .reading where work == nil: return .reading
    case .broken: return .condition(.stale)
    case .reading, .usable, nil: break
    }
    guard var status = knowledge.readModels.statuses[projection] else { return .unknown }
    if case .progress(let progress)? = work {
      status.state =
        status.state == .running || progress.phase == .live ? .running : .rebuilding
    }
    return .condition(status.conditions[0])
  }

  /// Whether a projection is being rebuilt.
  fileprivate func isRebuilding(_ projection: String) -> Bool {
    if case .progress(let progress)? = knowledge.readModels.work[projection] {
      return progress.phase != .live
        && knowledge.readModels.statuses[projection]?.state != .running
    }
    return knowledge.readModels.statuses[projection]?.state == .rebuilding
  }

  /// What a projection waits for; nil where it waits for nothing.
  func waitingText(_ projection: String) -> String? {
    guard state(of: projection) == .waiting else { return nil }
    let ahead = projections.first { isRebuilding($0.name) }
    return "waits for " + (ahead.map { "the rebuild of \($0.name)" } ?? "its turn")
  }
}

extension ProjectionsScreen {
  static func helpNotes(glyphs: GlyphSet) -> [HelpNote] {
    let signs =
      "\(glyphs.absent) not built   \(glyphs.resting) whole up to its position"
      + "   \(glyphs.running) running   \(glyphs.renewing) rebuilding   ! faulted, or events are parked"
      + "   ~ stale: its definition, or the log, is another one"
    return [
      HelpNote(
        title: "Projections",
        texts: [
          signs,
          "A read model is a table in a SQLite file, which sqlite3 and other programs can read at any time. A rebuild fills a new one beside it, and takes its place at the end; until then nothing changes, and a rebuild that is cancelled goes on where it stopped.",
          "To add a projection, put a script into the folder projections beside the log; ProjectionScripts says what it may say. A script that is saved is read again at once: the rows are shown as the new one makes them, the read model is stale until it is rebuilt, and b compares first.",
          "A program of your own can have projections in Swift: a type that conforms to Projection; GettingStarted shows how.",
        ])
    ]
  }

  func drawList(in shell: Shell, on canvas: inout Canvas) {
    let all = shell.projections
    guard
      let inside = drawFrame(
        .projections, title: ["Projections"],
        corner: all.isEmpty ? [] : [StyledText("\(cursor.row + 1) of \(all.count)")],
        in: shell, on: &canvas)
    else { return }
    if all.isEmpty {
      shell.writeEmpty(
        [
          "No projections. Each of them folds events into a table of a database.", "",
          "To add one, put a script into the folder projections beside the log; ProjectionScripts"
            + " says what it may say.",
        ], in: inside, on: &canvas)
    }
    let longest = all.map { TextWidth.columns(of: $0.name) }.max() ?? 0
    let nameColumns = min(longest, max(12, inside.size.columns - 25))
    listView(.projections, in: shell, hasPointer: true)
      .draw(in: inside, on: &canvas) { number, row, canvas in
        draw(all[number].name, nameColumns: nameColumns, in: row, shell, on: &canvas)
      }
  }

  private func draw(
    _ name: String, nameColumns: Int, in area: Rect, _ shell: Shell, on canvas: inout Canvas
  ) {
    let row = area.origin.row
    let state = shell.state(of: name)
    let glyph = state.glyph(canvas.glyphs, shell.theme)
    var column = area.origin.column + 2
    let end = area.columnRange.upperBound - 1
    canvas.write([glyph], at: Point(column: column, row: row))
    column += 2
    canvas.write(
      TextWidth.middleCut(name, to: nameColumns, glyphs: canvas.glyphs),
      at: Point(column: column, row: row))
    column += nameColumns + 2
    canvas.write(
      state.words, at: Point(column: column, row: row), style: glyph.style, limit: end - column)
    column += max(11, TextWidth.columns(of: state.words) + 1)
    let models = shell.knowledge.readModels
    let room = Rect(column: column, row: row, columns: end - column, rows: 1)
    if case .progress(let progress)? = models.work[name], progress.phase != .live {
      draw(progress, in: room, shell.theme, on: &canvas)
    } else if let status = models.statuses[name], models.isBuilt(name) == true {
      drawPlace(of: status, in: room, shell, on: &canvas)
    }
  }

  /// Position and lag, at the right, the lag unless it is said already; it goes first where there is no room.
  private func drawPlace(
    of status: ProjectionStatus, in area: Rect, _ shell: Shell, on canvas: inout Canvas
  ) {
    let position = shell.knowledge.readModels.position(of: status.name) ?? status.position
    let lag = max(0, status.head - position)
    var isSaid = false
    if case .condition(.behind) = shell.state(of: status.name) { isSaid = true }
    let behind = lag == 0 || isSaid ? "" : "\(Format.grouped(lag)) behind"
    let (room, end, row) = (area.size.columns, area.columnRange.upperBound, area.origin.row)
    let place = shell.positionLabel(position)
    let placeColumns = TextWidth.columns(of: place)
    guard placeColumns <= room else { return }
    if room >= placeColumns + 20 {
      canvas.write(behind, endingBefore: end, row: row, style: shell.theme.dimmed)
      canvas.write(place, endingBefore: end - 20, row: row)
      return
    }
    let text = behind.isEmpty ? "" : "  \(behind)"
    let fits = placeColumns + TextWidth.columns(of: text) <= room
    canvas.write(place + (fits ? text : ""), endingBefore: end, row: row)
  }

  /// How far work is: as much of percentage, rate, time left and bar as there is room for.
  private func draw(
    _ progress: ProjectionProgress, in area: Rect, _ theme: Theme, on canvas: inout Canvas
  ) {
    let room = area.size.columns
    let part = Format.percentage(progress.fraction)
    let rate = Format.rate(progress.eventsPerSecond)
    let left = progress.timeLeft
    let short = left.split(separator: " ").filter { $0 != "left" }.joined()
    let texts = [
      "\(part)  \(rate)  \(left)", "\(part) \(rate) \(short)", "\(part) \(rate)", part,
    ]
    guard let text = texts.first(where: { TextWidth.columns(of: $0) <= room }) else { return }
    canvas.write(text, endingBefore: area.columnRange.upperBound, row: area.origin.row)
    let bar = room - 27
    guard bar >= 5 else { return }
    canvas.write(
      Self.bar(progress.fraction, columns: bar, canvas.glyphs, theme), at: area.origin)
  }

  /// A bar of so many columns, a part of which is done.
  static func bar(
    _ fraction: Double, columns: Int, _ glyphs: GlyphSet, _ theme: Theme
  ) -> [StyledText] {
    let done = max(0, min(columns, Int(fraction * Double(columns))))
    return [
      StyledText(String(repeating: glyphs.done, count: done), style: theme.busy),
      StyledText(String(repeating: glyphs.undone, count: columns - done), style: theme.dimmed),
    ]
  }
}

extension ProjectionProgress {
  /// How long it will take, in words; nothing where that cannot be told, or where it has no end.
  var timeLeft: String {
    switch phase {
    case .folding: Format.timeLeft(secondsLeft)
    case .finishing: "writing"
    case .live: ""
    }
  }

  /// How fast it is and how long it will take, in words; of what is live, that it waits where nothing comes.
  var speedTexts: [String] {
    if phase == .live, eventsPerSecond < 1 { return ["waits for events"] }
    return [Format.rate(eventsPerSecond), timeLeft].filter { !$0.isEmpty }
  }
}
