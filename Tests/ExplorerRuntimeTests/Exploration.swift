import Foundation
import Rewind
import RewindScripts
import TestSupport
import Testing
import TextUI

@testable import Explorer
@testable import ExplorerRuntime

/// A person at the explorer of a source, which is read, followed and asked beside the loop as it is in a
/// terminal; only the terminal is missing.
struct Exploration {
  private let session: LogSession
  private let posted: DispatchSemaphore
  private var workspace: Workspace
  private static let size = Size(columns: 80, rows: 24)

  /// Why questions could not be answered.
  private(set) var failures: [String] = []
  /// The files that were opened in an editor.
  private(set) var edited: [FoldFile] = []

  init(
    of source: any EventSource, folds: FoldRegistry = FoldRegistry(), code: LogCode = .none,
    projections: (any ProjectionFinder)? = nil
  ) throws {
    let posted = DispatchSemaphore(value: 0)
    self.posted = posted
    let opened = OpenedLog(
      source: source, folds: folds,
      projections: ProjectionCatalog(BuiltInProjections.all, finder: projections),
      models: try .temporary(), code: code)
    let options = ExplorerOptions(logName: source.name, projections: opened.projections.listed)
    session = LogSession(
      LogOpening(options: options, state: .open(opened)) { (opened, options) }
    ) { posted.signal() }
    workspace = Workspace(logs: [options])
    handle(.resized(Self.size))
    session.start()
  }

  /// Presses keys written as text; a line end is Enter, a tab is Tab, an escape is Esc.
  mutating func press(_ keys: String) {
    let named: [Character: Key] = ["\n": .enter, "\t": .tab, "\u{1B}": .escape]
    for key in keys { handle(.input(.key(named[key] ?? .character(key)))) }
  }

  /// Presses Backspace.
  mutating func erase() { handle(.input(.key(.backspace))) }

  private mutating func handle(_ message: Message) {
    for effect in workspace.update(message) {
      switch effect.effect {
      case .ask(let request): session.ask(request)
      case .cancel(let lane): session.cancel(lane)
      case .project(let order): session.perform(order)
      case .editFold(let category, let folder): edit(category, into: folder)
      case .copy, .agree, .setMouse, .suspend, .redraw, .quit: break
      }
    }
  }

  /// What an editor is that changes nothing.
  private mutating func edit(_ category: String, into folder: String?) {
    do {
      if let file = try session.fileToEdit(forCategory: category, beginning: folder) {
        edited.append(file)
      } else {
        handle(.codeFolderMissing(category: category))
      }
    } catch {
      handle(.failure(LogTrouble("\(error)")))
    }
  }

  /// Waits until the screen shows something.
  mutating func expect(
    _ what: String, at location: SourceLocation = #_sourceLocation, until isShown: (String) -> Bool
  ) throws {
    let deadline = Date(timeIntervalSinceNow: 20)
    while Date() < deadline {
      for message in session.mailbox.take() {
        if case .answer(_, .failed(let reason)) = message { failures.append(reason) }
        handle(message)
      }
      if isShown(screen) { return }
      _ = posted.wait(timeout: .now() + 1)
    }
    Issue.record("Never shown: \(what). The screen:\n\(screen)", sourceLocation: location)
  }

  private var screen: String {
    var canvas = Canvas(size: Self.size)
    workspace.draw(on: &canvas)
    return canvas.rows().joined(separator: "\n")
  }

  func end() {
    session.stop()
    _ = LogSession.stopWork(of: [session])
  }
}
