import Rewind
import TextUI

/// The moments that a read model is shown at, and compared between.
extension ProjectionsScreen {
  mutating func go(to moment: Moment, in shell: inout Shell) -> NavigationError? {
    guard let definition = definition(in: shell) else {
      return NavigationError(text: "there is no projection")
    }
    popup = nil
    if moment == .end {
      showNow(in: shell)
      return nil
    }
    do {
      let position = try shell.position(at: moment)
      let now = shell.knowledge.readModels.position(of: definition.name)
      changeView(in: shell) { $0.at = position == now ? nil : position }
      shell.sayHowTimeWasTaken(moment, in: nil)
      return nil
    } catch {
      return error
    }
  }

  /// Shows the read model as of a position by the number that people see.
  mutating func show(readModelAt number: Int, in shell: inout Shell) {
    if let error = go(to: .position(number), in: &shell) { shell.say(error.text, isError: true) }
  }

  mutating func showNow(in shell: Shell) {
    changeView(in: shell) { $0.at = nil }
  }

  func momentContext(in shell: Shell) -> MomentContext? {
    let last = shell.index.eventCount
    let position = view(in: shell).at ?? last
    return MomentContext(
      version: shell.shownPosition(position), firstVersion: shell.shownPosition(min(1, last)),
      lastVersion: shell.shownPosition(last),
      time: shell.time(at: position), now: shell.now)
  }

  func description(of moment: Moment, in shell: Shell) -> String {
    "show as of " + shell.name(of: moment, end: "now")
  }

  /// The position that the rows on screen are as of.
  private func shownMoment(in shell: Shell) -> Int? {
    guard let definition = definition(in: shell) else { return nil }
    return view(in: shell).at ?? shell.knowledge.readModels.position(of: definition.name)
  }

  mutating func markBase(in shell: Shell) {
    guard let moment = shownMoment(in: shell) else { return }
    changeView(in: shell) { $0.base = $0.base == moment ? nil : moment }
  }

  /// Shows what differs between the base and the moment shown.
  mutating func compareMoments(in shell: inout Shell) {
    guard let definition = definition(in: shell), let moment = shownMoment(in: shell) else {
      return
    }
    guard let base = view(in: shell).base else {
      shell.say("nothing is marked: m marks the moment shown as the base")
      return
    }
    guard base != moment else {
      shell.say("the base is the moment shown: v or t shows another one")
      return
    }
    popup = .comparison(
      ComparisonPopup(projection: definition.name, copies: .positions(base, moment)))
  }

  /// Gives up what takes long: rows as of a moment that are not there yet.
  ///
  /// False where nothing is waited for. The request itself ends because nothing asks for it any more.
  mutating func cancel(in shell: inout Shell) -> Bool {
    guard view(in: shell).at != nil, areRowsOutdated(in: shell),
      shell.knowledge.requests.pending[.rows] != nil
    else { return false }
    let shown = shownRows(in: shell)?.key.at
    changeView(in: shell) { $0.at = shown }
    shell.say("cancelled: the read model is shown as before")
    return true
  }

  mutating func undo(in shell: inout Shell) -> Bool {
    if cancel(in: &shell) { return true }
    let view = view(in: shell)
    if view.at != nil {
      showNow(in: shell)
    } else if !view.filter.isEmpty || view.key != nil {
      changeView(in: shell) { $0.filter = "" }
    } else {
      return false
    }
    return true
  }
}
