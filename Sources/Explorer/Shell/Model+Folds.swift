import Rewind
import TextUI

// How events are folded, where that is the person's own code.
extension Model {
  /// Lets go of what was folded, and asks for it anew; the rooms show what is different.
  mutating func foldAnew() -> [Effect] {
    let lanes: [Lane] = [
      .states, .series, .effects, .events, .rows, .rowHistory, .step, .touchedRows, .relatives,
      .dataLines,
      .comparison, .differenceStarts,
    ]
    var effects = lanes.compactMap { shell.knowledge.requests.cancel($0) }
    if let search = shell.knowledge.requests.pending[.find]?.question, search.isAboutStates {
      effects.append(shell.ask(search))
    }
    // It is said again where it holds of the new code.
    shell.forgetWhatCodeSaid()
    shell.knowledge.requests.forgetFailures()
    for screen in Screen.allCases { rooms[screen]?.foldsChanged(in: shell) }
    shell.knowledge.content.forgetFolded()
    shell.askedPrograms = []
    return effects
  }

  /// Asks whether a program may run: once, and again for whatever is ordered.
  ///
  /// - Parameter order: what is done with a yes.
  mutating func askForAgreement(to program: String, for order: ProjectionOrder? = nil) {
    guard shell.prompt == nil else { return }
    guard shell.askedPrograms.insert(program).inserted || order != nil else { return }
    shell.prompt = Prompt(.agreement(program: program))
    shell.orderToAgreeTo = order
  }

  /// Takes the answer: yes or y, or anything else.
  mutating func agree(to program: String, typed text: String) -> [Effect] {
    shell.prompt = nil
    let order = shell.orderToAgreeTo
    shell.orderToAgreeTo = nil
    guard ["y", "yes"].contains(text.lowercased()) else {
      shell.say("\(program) is not run" + (screen == .stream ? "; e shows it" : ""))
      return []
    }
    return [.agree(program: program)] + (order.map { [.project($0)] } ?? [])
  }
}

extension Model {
  /// Asks for the folder that a category's fold is to be written into.
  mutating func askForCodeFolder(forCategory category: String) {
    guard shell.prompt == nil else { return }
    shell.prompt = Prompt(.codeFolder(category: category), text: "folds")
  }

  /// Takes the answer: a folder, or nothing.
  mutating func writeFold(ofCategory category: String, into folder: String) -> [Effect] {
    shell.prompt = nil
    return folder.isEmpty ? [] : [.editFold(category: category, folder: folder)]
  }
}

extension Shell {
  /// Whether a stream's states are last values for want of a fold that a person can write.
  func canBeginFold(of stream: StreamID) -> Bool {
    options.takesCode && knowledge.content.folds[stream] == .lastValues
      && knowledge.requests.failed[.states] == nil
  }
}

extension Question {
  /// Whether its answer depends on the code that folds events and lifts them.
  var isAboutCode: Bool {
    switch self {
    case .states, .series, .effects, .dataLines, .events: true
    case .ofTail(.events), .ofTail(.dataLines): true
    default: isAboutStates
    }
  }

  /// Whether it is a search through what events fold to.
  fileprivate var isAboutStates: Bool {
    guard case .find(let find) = self else { return false }
    switch find.sought {
    case .change, .fault: return true
    case .text, .type, .id, .carrier, .mention: return false
    }
  }
}
