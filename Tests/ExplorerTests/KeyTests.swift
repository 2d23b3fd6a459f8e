import Testing
import TextUI

@testable import Explorer

@Suite("What keys do")
struct KeyTests {
  @Test("a key's effect is seen in each panel where it works", arguments: KeyEffect.all)
  func effect(_ effect: KeyEffect) {
    for panel in effect.panels.sorted(by: { "\($0)" < "\($1)" }) {
      // A value shown whole is longer than this small screen.
      let size = Size(columns: 80, rows: panel == .value ? 12 : 24)
      var session = effect.needsSeveral(panel) ? Session.several(size: size) : Session(size: size)
      if panel == .comparison { session.tell(.ended("account_balances", .ready)) }
      if effect.needsSeveral(panel), panel != .logs { session.press("<Enter>") }
      session.press(KeyEffect.way(to: panel) + effect.setup)
      if effect.vanishes { #expect(shown(session, effect.zone).contains(effect.text)) }
      session.press(effect.keys)
      let shown = shown(session, effect.zone)
      #expect(
        !effect.text.isEmpty && shown.contains(effect.text) != effect.vanishes,
        "in \(panel):\n\(session.text)")
    }
  }

  private func shown(_ session: Session, _ zone: KeyEffect.Zone) -> String {
    switch zone {
    case .top: session.top
    case .selected: session.selectedRow
    case .status: session.status
    case .anywhere: session.text
    }
  }

  @Test(
    "keys that ask for something outside ask for it in each panel",
    arguments: [
      (Command.suspend, "<Ctrl-z>", Effect.suspend), (.redraw, "<Ctrl-l>", .redraw),
      (.mouse, "<F2>", .setMouse(true)), (.editFold, "e", .editFold(category: "account")),
    ])
  func outside(_ command: Command, keys: String, effect: Effect) {
    for panel in panels(of: command) {
      var session = panel == .logs ? Session.several() : Session()
      session.press(KeyEffect.way(to: panel) + keys)
      #expect(session.effects == [effect], "in \(panel)")
    }
  }

  @Test("q and Ctrl-C quit where nothing is open", arguments: Set.screens, ["q", "<Ctrl-c>"])
  func quit(panel: Panel, keys: String) {
    var session = Session()
    session.press(KeyEffect.way(to: panel) + keys)
    #expect(session.effects == (panel == .help && keys == "q" ? [] : [.quit]))
  }

  @Test("the y keys copy what they name", arguments: KeyCopy.all)
  func copies(_ copy: KeyCopy) {
    for panel in copy.panels {
      var session = Session(
        options: ExplorerOptions(
          logName: "bank", words: LogWords(arguments: "./bank"), display: Fixture.display(),
          projections: ReadModelFixture.listed))
      let place = Set.allEvents.contains(panel) ? "12345v" : Set.stream.contains(panel) ? "4v" : ""
      session.press(KeyEffect.way(to: panel) + place + copy.keys)
      guard case .copy(let text, _)? = session.effects.last else {
        Issue.record("nothing copied in \(panel)")
        continue
      }
      #expect(text.hasPrefix(copy.start), "in \(panel)")
    }
  }

  @Test("every key of every panel has a test of what it does")
  func complete() {
    var tested: [Command: Set<Panel>] = [:]
    for effect in KeyEffect.all { tested[effect.command, default: []].formUnion(effect.panels) }
    for copy in KeyCopy.all { tested[copy.command, default: []].formUnion(copy.panels) }
    for command in [Command.suspend, .redraw, .mouse, .interrupt, .quit, .editFold] {
      tested[command] = panels(of: command)
    }
    for binding in Keymap.several.bindings {
      let missing = binding.panels.subtracting(tested[binding.command] ?? [])
      #expect(missing.isEmpty, "\(binding.name) in \(missing)")
    }
  }

  private func panels(of command: Command) -> Set<Panel> {
    Keymap.several.bindings.filter { $0.command == command }
      .reduce(into: []) { $0.formUnion($1.panels) }
  }
}
