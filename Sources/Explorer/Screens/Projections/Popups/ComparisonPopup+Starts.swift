import Rewind
import TextUI

/// Since when rows differ, in the comparison of a rebuild that is ready.
extension ProjectionsScreen {
  /// Asks since when the rows differ that are listed; nil where that is no question.
  func startsQuestion(in shell: Shell) -> Question? {
    guard let differences = shownComparison(in: shell)?.differences, !differences.isEmpty else {
      return nil
    }
    return popup?.startsQuestion
  }

  /// Since when the rows differ that are listed; nil until that is known.
  func shownStarts(in shell: Shell) -> DifferenceStarts? {
    guard let told = shell.knowledge.readModels.starts, told.question == popup?.startsQuestion
    else { return nil }
    return told.value
  }

  /// Why it is not known since when rows differ; nil where it is, or is being read.
  func startsTrouble(in shell: Shell) -> [StyledText]? {
    shownStarts(in: shell)?.unknown.map {
      [StyledText("since when is not known: \($0)", style: shell.theme.dimmed)]
    }
  }

  /// All of it: `account-7  balance 5 → 6 since @12  2026-01-02 04:04  account-1 v4  MoneyWithdrawn; now balance 5 → 9`.
  ///
  /// - Parameters:
  ///   - key: the row's key.
  ///   - now: what differs in the row now.
  func text(of start: DifferenceStart, key: String, now: String, in shell: Shell) -> String {
    let event = eventLine(at: start.position, in: shell).map(\.text).joined()
    let first = RowChanges(shell).texts(start.changes).map(\.text).joined()
    return "\(key)  \(first) since \(event)" + (first == now ? "" : "; now \(now)")
  }

  /// Draws since when a row differs, with the time where there is room; answers how many columns that takes, or would.
  func draw(
    _ start: DifferenceStart?, of starts: DifferenceStarts, at point: Point, limit: Int,
    isNarrow: Bool, _ shell: Shell, on canvas: inout Canvas
  ) -> Int {
    let widest = TextWidth.columns(of: shell.positionLabel(starts.lastPosition))
    let columns = "since ".count + widest + (isNarrow ? 0 : Self.timeColumns)
    guard let start else { return columns }
    let label = shell.positionLabel(start.position)
    // Another system's positions may be longer before the last of them.
    let padding = String(repeating: " ", count: max(0, widest - TextWidth.columns(of: label)))
    let time = isNarrow ? nil : shell.time(at: start.position)
    let text = time.map { "  " + Format.minute($0, in: shell.options.display.zone) } ?? ""
    let used = canvas.write(
      "since \(padding)\(label)\(text)", at: point, style: shell.theme.dimmed, limit: limit)
    return max(columns, used)
  }

  /// `  2026-01-02 04:04`.
  private static let timeColumns = 18
}
