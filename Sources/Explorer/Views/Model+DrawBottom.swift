import Rewind
import TextUI

extension Model {
  /// The row above the bottom: what is typed, what goes on, what is new, what went wrong.
  func drawStatus(on canvas: inout Canvas, _ layout: Layout) {
    var texts = goingsOn
    if let notice {
      let text = notice.isError ? "! \(notice.text)" : notice.text
      texts.append(
        StyledText(
          TextWidth.fitted(text, to: max(1, statusColumns - texts.columns), glyphs: options.glyphs),
          style: notice.isError ? theme.error : .plain))
    }
    canvas.write(texts, at: Point(column: 1, row: layout.statusRow), limit: statusColumns)
  }

  private var statusColumns: Int { layout.size.columns - 2 }

  /// Whether the row above the bottom has no room for all of what is said there.
  var isNoticeCut: Bool {
    guard let notice else { return false }
    let mark = notice.isError ? 2 : 0
    return goingsOn.columns + mark + TextWidth.columns(of: notice.text) > statusColumns
  }

  /// What is typed, what goes on and what is new, each with a space behind it.
  private var goingsOn: [StyledText] {
    var parts: [StyledText] = []
    let typed = (count.map(String.init) ?? "") + prefix.map { $0.label(options.glyphs) }.joined()
    if !typed.isEmpty { parts.append(StyledText(typed, style: theme.key)) }
    if knowledge.requests.pending[.find] != nil {
      parts.append(StyledText("searching\(progress(.find)), Esc cancels"))
    }
    parts += readingReadModels
    if let filtering { parts.append(StyledText(filtering)) }
    if screen != .roots, let indexed = knowledge.indexed {
      parts.append(StyledText("reading the log, \(Int(indexed * 100))%", style: theme.dimmed))
    }
    if newEvents > 0 { parts.append(StyledText("+\(Spelling.grouped(newEvents)) new")) }
    return parts.flatMap { [$0, StyledText("   ")] }
  }

  private func progress(_ lane: Lane) -> String {
    knowledge.requests.progress[lane].map { " \(Int($0 * 100))%" } ?? ""
  }

  private var filtering: String? {
    guard let rows = events?.rows, rows.matching != nil, rows.examined < rows.last else {
      return nil
    }
    return "filtering \(rows.examined * 100 / max(1, rows.last))%"
  }

  /// How many events came since the list was made.
  private var newEvents: Int {
    guard knowledge.indexed == nil else { return 0 }
    return switch screen {
    case .streams: max(0, index.eventCount - max(streams.listedEvents, knowledge.wholeAt))
    case .stream: stream.map { index.positions(of: $0.id).count - $0.list.rows.last } ?? 0
    case .log: index.eventCount - log.list.rows.last
    case .roots, .projections, .help: 0
    }
  }

  /// The bottom row: the keys of the focused panel that work now.
  func drawHints(on canvas: inout Canvas, _ layout: Layout) {
    let hints = prompt.map(promptHints) ?? panelHints
    let right = text(hints.right)
    let rightStart = canvas.size.columns - right.columns - 1
    let row = layout.hintsRow
    var left: [Binding.Hint] = []
    for hint in hints.left {
      guard 1 + text(left + [hint]).columns + 3 <= rightStart else { break }
      left.append(hint)
    }
    let used = canvas.write(text(left), at: Point(column: 1, row: row))
    canvas.write(right, at: Point(column: max(used + 2, rightStart), row: row))
  }

  private func text(_ hints: [Binding.Hint]) -> [StyledText] {
    let texts = hints.flatMap {
      [StyledText($0.keys, style: theme.key), StyledText(" \($0.text)"), StyledText("  ")]
    }
    return texts.dropLast()
  }

  /// The hints of the panel: at the right Enter, help and how to read a message that is cut, the
  /// others at the left.
  var panelHints: (left: [Binding.Hint], right: [Binding.Hint]) {
    var seen: Set<Binding.Hint> = []
    let here: [Screen: Command] = [
      .roots: .showRoots, .streams: .showStreams, .log: .showLog, .projections: .showProjections,
    ]
    let bindings = keymap.bindings(in: panel).filter { binding in
      binding.command != here[screen] && isUseful(binding.command)
        && binding.hint.map { seen.insert($0).inserted } ?? false
    }
    let enter = bindings.filter { $0.keys == [[.enter]] }
    let help = bindings.filter { $0.command == .help }
    let message = bindings.filter { $0.command == .showMessage }
    let others = bindings.filter {
      $0.keys != [[.enter]] && ![.help, .showMessage].contains($0.command)
    }
    return (others.compactMap(\.hint), (message + enter + help).compactMap(\.hint))
  }

  private func promptHints(
    _ prompt: Prompt
  ) -> (left: [Binding.Hint], right: [Binding.Hint]) {
    let glyphs = options.glyphs
    let choose: [Binding.Hint] =
      prompt.kind == .palette
      ? [
        .init(keys: "\(glyphs.up) \(glyphs.down)", text: "choose"),
        .init(keys: "Tab", text: "complete"),
      ] : []
    return (
      choose, [.init(keys: "Enter", text: "do it"), .init(keys: "Esc", text: "cancel")]
    )
  }
}
