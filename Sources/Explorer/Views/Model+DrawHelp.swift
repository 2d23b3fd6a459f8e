import TextUI

/// A line of the help screen.
struct HelpLine: Hashable, Sendable {
  var text: String
  var keys = ""
  var isTitle = false
}

extension Model {
  private static let keyColumns = 18

  /// What help says: every key of the registry, then what the signs mean.
  var helpLines: [HelpLine] {
    let columns = max(20, layout.inside(.help).size.columns - 2)
    return Binding.Group.allCases.flatMap { group in
      let bindings = keymap.bindings.filter { $0.group == group }
      return [HelpLine(text: group.rawValue, isTitle: true)]
        + bindings.flatMap { lines(of: $0, columns: columns) } + [HelpLine(text: "")]
    }
      + notes.flatMap { title, texts in
        [HelpLine(text: title, isTitle: true)]
          + texts.flatMap { TextWidth.wrapped($0, to: columns - 2) }.map {
            HelpLine(text: "  \($0)")
          }
          + [HelpLine(text: "")]
      }
  }

  private func lines(of binding: Binding, columns: Int) -> [HelpLine] {
    let place = Self.place(of: binding.panels)
    let text = binding.help + (place.isEmpty ? "" : " (\(place))")
    let lines = TextWidth.wrapped(text, to: columns - Self.keyColumns)
    return lines.enumerated().map { number, line in
      HelpLine(text: line, keys: number == 0 ? binding.label(options.glyphs) : "")
    }
  }

  /// Where a key works, where that is not nearly everywhere.
  private static func place(of panels: Set<Panel>) -> String {
    let named: [(Set<Panel>, String)] = [
      (.lists, "Streams"), (.stream, "Stream"), (.travel, "Stream, All events"),
      (.trees, "State and Event"),
      ([.events, .scrubber], "Events and scrubber"), ([.rows], "Rows"),
      ([.deadLetters], "Dead letters"),
    ]
    return named.first { $0.0 == panels }?.1 ?? ""
  }

  private var notes: [(String, [String])] {
    (siblings.areSeveral ? [notesOnLogs] : []) + [
      (
        "Signs",
        [
          "+ added   - removed   ~ changed, or something in it changed   ! damaged or failed"
        ]
      ),
      (
        "Projections",
        [
          stateSigns,
          "A read model is a table in a SQLite file, which sqlite3 and other programs can read at any time. A rebuild fills a new one beside it, and takes its place at the end; until then nothing changes, and a rebuild that is cancelled goes on where it stopped.",
          "To add a projection, write a type that conforms to Projection and give it to the explorer; GettingStarted shows how.",
        ]
      ),
      (
        "States",
        [
          "A state is folded by the aggregate of the stream's category. Where there is none, the panel is titled Last values and shows the last value of each field.",
          "To add one, write a type that conforms to Aggregate, with the category's name, and give it to the explorer; GettingStarted shows how.",
        ]
      ),
    ]
  }

  private var notesOnLogs: (String, [String]) {
    (
      "Logs",
      [
        "Each log that is named is one of its own, with its own places, its own progress and its own projections; what goes wrong with one stops no other.",
        "Files that make one log together are named by a folder, by a quoted pattern, or with -l before each.",
      ]
    )
  }

  func drawHelp(on canvas: inout Canvas, _ layout: Layout) {
    guard let inside = drawFrame(.help, title: ["Help"], on: &canvas, layout) else { return }
    let lines = helpLines
    ListView(count: lines.count, cursor: help.cursor, isFocused: screenPanel == .help)
      .draw(in: inside, on: &canvas) { number, area, canvas in
        let line = lines[number]
        let row = area.origin.row
        let start = area.origin.column + 1
        if line.isTitle {
          canvas.write(line.text, at: Point(column: start, row: row), style: .bold)
        } else if line.keys.isEmpty, line.text.hasPrefix("  ") {
          canvas.write(line.text, at: Point(column: start, row: row))
        } else {
          canvas.write(line.keys, at: Point(column: start + 2, row: row), style: theme.key)
          canvas.write(
            line.text, at: Point(column: start + Self.keyColumns, row: row),
            limit: area.size.columns - Self.keyColumns - 1)
        }
      }
  }
}
