import Rewind
import TextUI

// How events are folded, where that is the person's own code.
extension Model {
  /// Lets go of what was folded, and asks for it anew; the rooms show what is different.
  mutating func foldAnew() -> [Effect] {
    let lanes: [Lane] = [.states, .series, .events]
    let effects = lanes.compactMap { shell.knowledge.requests.cancel($0) }
    shell.knowledge.requests.forgetFailures()
    shell.knowledge.content.forgetStates()
    for screen in Screen.allCases { rooms[screen]?.foldsChanged(in: shell) }
    return effects
  }

  /// Asks once whether a program may run.
  mutating func askForAgreement(to program: String) {
    guard shell.prompt == nil, shell.askedPrograms.insert(program).inserted else { return }
    shell.prompt = Prompt(.agreement(program: program))
  }

  /// Takes a yes or a no; any other key waits for one of them.
  mutating func takeAgreement(to program: String, _ key: Key) -> [Effect] {
    switch key {
    case .character("y"), .character("Y"):
      shell.prompt = nil
      return [.agree(program: program)]
    case .character("n"), .character("N"), .escape, .control("c"):
      shell.prompt = nil
      shell.say("\(program) is not run; e shows it")
      return []
    default: return []
    }
  }
}
