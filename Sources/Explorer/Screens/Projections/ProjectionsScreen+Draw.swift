import Rewind
import TextUI

extension ProjectionsScreen {
  func heading(in shell: Shell) -> Heading {
    let view = view(in: shell)
    var heading = Heading(
      trail: ["projections"] + (selected(in: shell).map { [$0.name] } ?? []),
      moment: moment(at: view.at, in: shell),
      briefMoment: view.at.map { shell.positionLabel($0) } ?? "")
    heading.time = view.at.flatMap { shell.time(at: $0) }
    heading.base = view.base.map { shell.positionLabel($0) }
    heading.isAsOf = view.at != nil
    return heading
  }

  /// The moment that a read model is shown at, among all that the log has: `@12 of 18`.
  private func moment(at position: Int?, in shell: Shell) -> String {
    let models = shell.knowledge.readModels
    guard let name = selected(in: shell)?.name, let status = models.statuses[name] else {
      return Format.count(shell.projections.count, "projection")
    }
    let place = shell.positionLabel(position ?? models.position(of: name) ?? 0)
    return "\(place) of \(Format.grouped(shell.shownPosition(status.head)))"
  }

  /// What takes long, and can be cancelled.
  func statusItems(in shell: Shell) -> [StyledText] {
    let requests = shell.knowledge.requests
    func part(_ lane: Lane) -> String {
      requests.progress[lane].map { " \(Format.percentage($0))" } ?? ""
    }
    var items: [StyledText] = []
    if let at = view(in: shell).at, requests.pending[.rows] != nil,
      areRowsOutdated(in: shell)
    {
      let place = shell.positionLabel(at)
      items.append(StyledText("reading as of \(place)\(part(.rows)), Esc cancels"))
    }
    for (lane, what) in [
      (Lane.rowHistory, "the history"), (.step, "the next event"), (.comparison, "the differences"),
      (.differenceStarts, "since when they differ"),
    ]
    where requests.pending[lane] != nil {
      items.append(StyledText("reading \(what)\(part(lane)), Esc cancels"))
    }
    return items
  }

  func draw(in shell: Shell, on canvas: inout Canvas) {
    drawList(in: shell, on: &canvas)
    drawAbout(in: shell, on: &canvas)
    drawRows(in: shell, on: &canvas)
    drawLetters(in: shell, on: &canvas)
    drawPopup(in: shell, on: &canvas)
  }
}
