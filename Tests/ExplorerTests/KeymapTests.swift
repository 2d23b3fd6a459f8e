import Testing
import TextUI

@testable import Explorer

@Suite("The registry of keys")
struct KeymapTests {
  private let keymap = Keymap.several

  @Test("a key has one meaning in a panel", arguments: Panel.allCases)
  func oneMeaning(panel: Panel) {
    var meanings: [[Key]: Command] = [:]
    for binding in keymap.bindings(in: panel) {
      for keys in binding.keys {
        #expect(meanings[keys] == nil, "\(keys) in \(panel)")
        meanings[keys] = binding.command
      }
    }
    // What is the start of something longer has no meaning of its own.
    for keys in meanings.keys where keymap.isPrefix(keys, in: panel) {
      Issue.record("\(keys) in \(panel) is also the start of other keys")
    }
  }

  @Test("a command has the same name and keys of one screen never differ in meaning")
  func oneMeaningOnAScreen() {
    // Left and right step in Events and fold in State: what is shown at the cursor moves.
    let differing: Set<[Key]> = [[.left], [.right]]
    for screen in Screen.allCases {
      var meanings: [[Key]: Command] = [:]
      for panel in screen.panels {
        for binding in keymap.bindings(in: panel) {
          for keys in binding.keys where !differing.contains(keys) {
            #expect((meanings[keys] ?? binding.command) == binding.command, "\(keys) on \(screen)")
            meanings[keys] = binding.command
          }
        }
      }
    }
  }

  @Test("every key has a name for the palette and a text for help")
  func complete() {
    for binding in keymap.bindings {
      #expect(!binding.keys.isEmpty && !binding.panels.isEmpty && !binding.help.isEmpty)
      #expect(!binding.name.isEmpty)
    }
    let names = Dictionary(grouping: keymap.bindings, by: \.name)
    for (name, bindings) in names {
      #expect(Set(bindings.map(\.command)).count == 1, "two commands are called \(name)")
    }
  }

  @Test("the help screen lists every key")
  func help() {
    var session = Session.several()
    session.press("?")
    let lines = HelpScreen.lines(columns: 78, in: session.model.shell)
    for binding in keymap.bindings {
      #expect(
        lines.contains { $0.kind == .keys(binding.label(.unicode)) }, "\(binding.name)")
    }
  }

  @Test("the palette offers every command of the panel")
  func palette() {
    var session = Session.several()
    session.press("<Enter><Enter><Tab>:")
    let offered = session.model.shell.prompt?.offers.map(\.text) ?? []
    for binding in keymap.bindings(in: .state) where binding.command != .count {
      #expect(offered.contains(binding.name))
    }
  }
}
