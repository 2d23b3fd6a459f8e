import Rewind

extension Model {
  /// Begins anew with another log under the same name: nothing known of the old one holds.
  ///
  /// The screen stays, where the new log has what it shows.
  mutating func startAnew(_ log: LogSnapshot) -> [Effect] {
    let effects = shell.knowledge.requests.cancelAll()
    let old = self
    self = Model(options: shell.options, logs: shell.logs)
    start = nil
    isMouseOn = old.isMouseOn
    shell.isFollowing = old.shell.isFollowing
    shell.knowledge.size = old.shell.knowledge.size
    shell.knowledge.now = old.shell.knowledge.now
    shell.knowledge.requests = old.shell.knowledge.requests
    shell.knowledge.readModels.takeOver(old.shell.knowledge.readModels)
    take(log, indexed: nil)
    (screen, origins, isZoomed) = (old.screen, old.origins, old.isZoomed)
    shell.say("the log was replaced by another; read again", isError: true)
    for screen in Screen.allCases { move(screen, from: old) }
    return effects
  }

  /// Takes over what of a room's choices still holds.
  private mutating func move(_ screen: Screen, from old: Model) {
    guard let room = old.rooms[screen] else { return }
    do throws(NavigationError) {
      rooms[screen] = try room.moved(from: old.shell, to: shell)
    } catch {
      guard screenBelow == screen else { return }
      shell.say("the log was replaced by another, which has \(error.text)", isError: true)
      replaceScreenBelow(by: .streams)
    }
  }
}
