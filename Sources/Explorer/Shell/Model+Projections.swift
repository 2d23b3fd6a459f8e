import Rewind

// Which projections there are.
extension Model {
  /// Lets the rooms know which projections are listed now, and says what happened to those that were there before.
  mutating func projectionsListed(before: [ListedProjection]) {
    var previewed: String?
    for screen in Screen.allCases {
      let isShown = screen == self.screen
      previewed =
        rooms[screen]?.projectionsListed(before: before, isShown: isShown, in: shell) ?? previewed
    }
    for old in before { say(whatHappenedTo: old, isPreviewed: old.name == previewed) }
  }

  private mutating func say(whatHappenedTo old: ListedProjection, isPreviewed: Bool) {
    let name = old.name
    guard let new = shell.projections.first(where: { $0.name == name }) else {
      return shell.say("\(name) is gone: its script is not there any more")
    }
    if let trouble = new.trouble {
      // Of one that never was usable the list says enough.
      guard new.definition != nil, trouble != old.trouble else { return }
      shell.say(trouble, isError: true, isOfCode: true)
    } else if old.isRedefined(by: new), shell.knowledge.readModels.isBuilt(name) == true {
      shell.say(
        isPreviewed
          ? "\(name): rows as its changed script makes them; b compares, Esc goes back"
          : "\(name): its script was changed; b rebuilds it, or compares first")
    }
  }
}
