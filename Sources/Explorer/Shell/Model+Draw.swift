import Rewind
public import TextUI

extension Model {
  /// Draws the explorer on a canvas of the size of the last ``Message/resized(_:)``.
  public func draw(on canvas: inout Canvas) {
    let layout = shell.layout
    guard !layout.isTooSmall else {
      let smallest = Layout.smallest
      canvas.write(
        "rewind needs \(smallest.columns)x\(smallest.rows); q quits", at: Point(column: 0, row: 0))
      return
    }
    drawTop(on: &canvas)
    room.draw(in: shell, on: &canvas)
    drawHits(on: &canvas)
    shell.value?.draw(in: layout, shell.theme, on: &canvas)
    drawStatus(on: &canvas)
    drawHints(on: &canvas)
    shell.prompt?.draw(in: layout, summary: promptSummary, shell.theme, on: &canvas)
  }

  // MARK: The row above the bottom

  /// What is typed, what goes on, what is new, what went wrong.
  private func drawStatus(on canvas: inout Canvas) {
    var texts = statusItems
    if let notice = shell.notice {
      let text = notice.isError ? "! \(notice.text)" : notice.text
      texts.append(
        StyledText(
          TextWidth.fitted(text, to: max(1, statusColumns - texts.columns), glyphs: canvas.glyphs),
          style: notice.isError ? shell.theme.error : .plain))
    }
    canvas.write(
      texts, at: Point(column: 1, row: shell.layout.statusRow), limit: statusColumns)
  }

  private var statusColumns: Int { shell.layout.size.columns - 2 }

  /// Whether the row has no room for all of what is said there.
  private var isNoticeCut: Bool {
    guard let notice = shell.notice else { return false }
    let mark = notice.isError ? 2 : 0
    return statusItems.columns + mark + TextWidth.columns(of: notice.text) > statusColumns
  }

  /// What is typed, what goes on and what is new, each with a space behind it.
  private var statusItems: [StyledText] {
    let (theme, known) = (shell.theme, shell.knowledge)
    var items: [StyledText] = []
    let typed =
      (count.map(String.init) ?? "")
      + prefix.map { $0.label(shell.options.display.glyphs) }.joined()
    if !typed.isEmpty { items.append(StyledText(typed, style: theme.key)) }
    if known.requests.pending[.find] != nil {
      let part = known.requests.progress[.find].map { " \(Int($0 * 100))%" } ?? ""
      items.append(StyledText("searching\(part), Esc cancels"))
    }
    if let summary = searchSummary {
      let isWhole = shell.search?.hits.isWhole == true
      items.append(StyledText(isWhole ? summary : "\(summary), Esc cancels", style: theme.key))
    }
    items += rebuildsElsewhere + room.statusItems(in: shell)
    if room.heading(in: shell).isOfLog, let indexed = known.indexed {
      items.append(StyledText("reading the log, \(Int(indexed * 100))%", style: theme.dimmed))
    }
    let new = known.indexed == nil ? room.newEvents(in: shell) : 0
    if new > 0 { items.append(StyledText("+\(Format.grouped(new)) new\(shell.separator)F")) }
    return items.flatMap { [$0, StyledText("   ")] }
  }

  /// How far rebuilds are, where the list of projections is not on screen.
  private var rebuildsElsewhere: [StyledText] {
    guard shell.layout.panels[.projections] == nil else { return [] }
    return shell.projections.compactMap { projection in
      guard case .progress(let progress)? = shell.knowledge.readModels.work[projection.name],
        progress.phase != .live
      else { return nil }
      return StyledText(
        "\(projection.name) \(Format.percentage(progress.fraction))", style: shell.theme.busy)
    }
  }

  // MARK: The bottom row

  /// The keys of the focused panel that work now.
  private func drawHints(on canvas: inout Canvas) {
    let hints = shell.prompt?.hints(canvas.glyphs) ?? panelHints
    canvas.write(hints, row: shell.layout.hintsRow, shell.theme)
  }

  /// The hints of the panel: at the right Enter, help and what is offered only now and then, the others at
  /// the left.
  private var panelHints: Binding.Hints {
    var seen: Set<Binding.Hint> = []
    let bindings = shell.keymap.bindings(in: panel).filter { binding in
      (binding.command != .show(screen) || screen == .help) && isUseful(binding.command)
        && binding.hint.map { seen.insert($0).inserted } ?? false
    }
    let enter = bindings.filter { $0.keys == [[.enter]] }
    let help = bindings.filter { $0.command == .show(.help) }
    let offers: [Command] = [.showMessage, .editFold]
    let offered = bindings.filter { offers.contains($0.command) }
    let others = bindings.filter {
      $0.keys != [[.enter]] && $0.command != .show(.help) && !offers.contains($0.command)
    }
    return (others.compactMap(\.hint), (offered + enter + help).compactMap(\.hint))
  }

  private func isUseful(_ command: Command) -> Bool {
    command == .showMessage ? isNoticeCut : room.isUseful(command, in: shell)
  }
}

extension Shell {
  /// The command line that opens the log.
  var command: String {
    options.words.arguments.isEmpty ? "rewind" : "rewind \(options.words.arguments)"
  }

  /// Writes what an empty panel says.
  func writeEmpty(_ lines: [String], in inside: Rect, on canvas: inout Canvas) {
    canvas.write(lines: lines, in: inside.inset(columns: 1, rows: 0), style: theme.dimmed)
  }

  /// What a log without events says.
  var noEvents: [String] {
    if let unopened = knowledge.unopened { return ["! " + unopened.line] }
    if knowledge.indexed != nil { return ["Reading the log."] }
    if let trouble = knowledge.trouble { return ["! " + trouble.line] }
    if options.isReadOnly { return ["This log has no events."] }
    return [
      "No events yet. Streams appear here with their first event, from any program:", "",
      options.words.calls.call(
        "append", "account-1", "MoneyDeposited", "--data", "{\"amount\":100}"), "",
      "rewind demo opens a store with events in it.",
    ]
  }
}
