import Rewind
import TextUI

extension Model {
  private static let rightMargin = 4

  /// The top row: where one is, the modes that are on, at what moment.
  ///
  /// Where there is not room for all, the way to where one is goes first, then the time.
  func drawTop(on canvas: inout Canvas) {
    let columns = canvas.size.columns
    let whole = trail.joined(separator: " \(options.glyphs == .unicode ? "›" : ">") ")
    let last = trail.last ?? ""
    let moment = modes + [StyledText(self.moment)] + damage
    let momentAndTime = moment + [StyledText(time)]
    var versions: [(left: String, right: [StyledText], margin: Int)] = [
      (whole, momentAndTime, Self.rightMargin),
      (whole, momentAndTime, 1),
      (last, momentAndTime, 1),
      (whole, moment, 1),
      (last, moment, 1),
      (last, modes + [StyledText(briefMoment)] + damage, 1),
    ]
    if asOf != nil { versions.append((last, [asOfMark, StyledText(briefMoment)], 1)) }
    let fitting = versions.first {
      1 + TextWidth.columns(of: $0.left) + 3 + $0.right.columns + $0.margin <= columns
    }
    let (left, right, margin) = fitting ?? versions[versions.count - 1]
    let start = max(12, columns - right.columns - margin)
    canvas.write(left, at: Point(column: 1, row: 0), style: .bold, limit: start - 3)
    canvas.write(right, at: Point(column: start, row: 0))
  }

  private var trail: [String] {
    switch screen {
    case .roots: ["logs"]
    case .streams: [root]
    case .log: [root, "all events"]
    case .projections: [root, "projections"] + (definition.map { [$0.name] } ?? [])
    case .help: [root, "help"]
    case .stream:
      stream.map { stream in
        let entry = index.stream(stream.id)
        return [root, index.categoryName(entry.category), entry.name.rawValue]
      } ?? [root]
    }
  }

  /// The log, with its number where it is one of several.
  private var root: String {
    guard siblings.areSeveral else { return options.logName }
    return "\(siblings.own + 1)/\(siblings.names.count) \(options.logName)"
  }

  private var modes: [StyledText] {
    guard screen != .roots else { return [] }
    var modes: [String] = []
    if isFollowing { modes.append("LIVE") }
    if screen == .stream, let stream, let base = stream.base {
      modes.append("BASE v\(index.shownVersion(base, of: stream.id))")
    }
    if screen == .projections {
      if let base = rowsView.base { modes.append("BASE \(positionLabel(base))") }
    }
    if options.isReadOnly { modes.append("READ-ONLY") }
    let texts = modes.map { StyledText($0 + "  ", style: .bold) }
    return texts + (asOf == nil ? [] : [asOfMark])
  }

  private var asOfMark: StyledText { StyledText("AS OF ", style: .bold) }

  /// The position that a read model is shown as of; nil where it is shown as it is now.
  private var asOf: Int? { screen == .projections ? rowsView.at : nil }

  /// The moment that a read model is shown at, among all that the log has: `@12 of 18`.
  private var momentOfReadModel: String {
    guard let definition, let status = knowledge.readModels.statuses[definition.name] else {
      return Spelling.count(options.projections.count, "projection")
    }
    let position = asOf ?? knowledge.readModels.position(of: definition.name) ?? 0
    return "\(positionLabel(position)) of \(Spelling.grouped(shownPosition(status.head)))"
  }

  private var moment: String {
    switch screen {
    case .roots: return rootsInAll
    case .streams:
      return Spelling.count(index.streamCount, "stream") + separator + briefMoment
    case .stream:
      guard let stream else { return "" }
      let last = index.shownVersion(stream.list.rows.last, of: stream.id)
      return versionLabel(stream.version, of: stream.id) + " of \(Spelling.grouped(last))"
    case .log:
      guard let position else { return "no events" }
      return "@\(Spelling.grouped(index.shownPosition(position)))"
        + " of \(Spelling.grouped(index.shownPosition(log.list.rows.last)))"
    case .projections: return momentOfReadModel
    case .help: return ""
    }
  }

  /// The moment where there is no room for all of it.
  private var briefMoment: String {
    switch screen {
    case .streams: Spelling.count(index.eventCount - knowledge.damaged, "event")
    case .projections: asOf.map(positionLabel) ?? ""
    case .roots, .stream, .log, .help: moment
    }
  }

  /// How many lines are damaged; nothing where none is.
  private var damage: [StyledText] {
    guard screen == .streams, knowledge.damaged > 0 else { return [] }
    let count = "\(Spelling.grouped(knowledge.damaged)) damaged"
    return [StyledText(separator), StyledText(count, style: theme.error)]
  }

  private var time: String {
    guard let position = screen == .projections ? asOf : position,
      position <= index.eventCount, let time = index[position].timestamp
    else { return "" }
    return separator + Spelling.moment(time, in: options.zone)
  }

  /// How a position is named: `@12,345`.
  func positionLabel(_ position: Int) -> String {
    "@" + Spelling.grouped(shownPosition(position))
  }

  /// How a version is named: `v4`.
  func versionLabel(_ version: Int, of stream: StreamID) -> String {
    "v\(Spelling.grouped(index.shownVersion(version, of: stream)))"
  }
}
