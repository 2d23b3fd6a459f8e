import Rewind
import TextUI

/// What the top row says: the current place, the modes that are on, the current moment.
struct Heading: Sendable {
  /// The path to the current place, from the log down.
  var trail: [String] = []
  /// The current moment: `v4 of 5`.
  var moment = ""
  /// The moment where there is no room for all of it; nil where it has no shorter form.
  var briefMoment: String?
  /// The time of the moment.
  var time: Timestamp?
  /// The moment that others are compared with.
  var base: String?
  /// Whether a moment of the past is shown beside things as they are now.
  var isAsOf = false
  /// What is wrong, behind the moment.
  var warning: [StyledText] = []
  /// Whether the log's name stands before it.
  var isOfLog = true
}

extension Model {
  private static let rightMargin = 4

  /// Draws the top row.
  ///
  /// Where there is not room for all, the path to the current place is left out first, then the time.
  func drawTop(on canvas: inout Canvas) {
    let heading = room.heading(in: shell)
    let columns = canvas.size.columns
    let trail = (heading.isOfLog ? [logName] : []) + heading.trail
    let whole = trail.joined(separator: " \(canvas.glyphs == .unicode ? "›" : ">") ")
    let last = trail.last ?? ""
    let modes = modes(heading)
    let asOf = heading.isAsOf ? [StyledText("AS OF ", style: .bold)] : []
    let brief = StyledText(heading.briefMoment ?? heading.moment)
    let moment = modes + asOf + [StyledText(heading.moment)] + heading.warning
    let momentAndTime = moment + [StyledText(time(heading))]
    var versions: [(left: String, right: [StyledText], margin: Int)] = [
      (whole, momentAndTime, Self.rightMargin),
      (whole, momentAndTime, 1),
      (last, momentAndTime, 1),
      (whole, moment, 1),
      (last, moment, 1),
      (last, modes + asOf + [brief] + heading.warning, 1),
    ]
    if heading.isAsOf { versions.append((last, asOf + [brief], 1)) }
    let fitting = versions.first {
      1 + TextWidth.columns(of: $0.left) + 3 + $0.right.columns + $0.margin <= columns
    }
    let (left, right, margin) = fitting ?? versions[versions.count - 1]
    let start = max(12, columns - right.columns - margin)
    canvas.write(left, at: Point(column: 1, row: 0), style: .bold, limit: start - 3)
    canvas.write(right, at: Point(column: start, row: 0))
  }

  /// The log's name, with its number where it is one of several.
  private var logName: String {
    let (name, logs) = (shell.options.logName, shell.logs)
    return logs.areSeveral ? "\(logs.own + 1)/\(logs.names.count) \(name)" : name
  }

  private func modes(_ heading: Heading) -> [StyledText] {
    guard heading.isOfLog else { return [] }
    var modes: [String] = []
    if shell.isFollowing { modes.append("LIVE") }
    if let base = heading.base { modes.append("BASE \(base)") }
    if shell.options.isReadOnly { modes.append("READ-ONLY") }
    return modes.map { StyledText($0 + "  ", style: .bold) }
  }

  private func time(_ heading: Heading) -> String {
    heading.time.map { shell.separator + Format.moment($0, in: shell.options.display.zone) } ?? ""
  }
}
