import Rewind
import TextUI

extension Model {
  /// Takes what happened to projections; says what a person waits for.
  mutating func take(_ news: ProjectionNews) {
    let generation = definition.map { knowledge.readModels.generation(of: $0.name) }
    knowledge.readModels.take(news)
    if definition.map({ knowledge.readModels.generation(of: $0.name) }) != generation {
      // What could not be read may be readable now.
      knowledge.requests.forgetFailures(in: [.rows, .rowHistory, .deadLetters, .comparison])
    }
    guard case .ended(let name, let ending) = news else { return }
    switch ending {
    case .done(let text): notice = Notice(text: named(name, text))
    case .failed(let reason): notice = Notice(text: named(name, reason), isError: true)
    case .cancelled(let position):
      let place = Spelling.grouped(shownPosition(position))
      notice = Notice(text: "\(name): cancelled at @\(place); b goes on from there")
    case .ready:
      guard screen == .projections, projections.popup == nil, popup == nil, prompt == nil else {
        notice = Notice(text: readyText(name))
        return
      }
      compareRebuild(of: name)
    }
  }

  /// What to do about a rebuild that waits.
  func readyText(_ name: String) -> String { "rebuild of \(name) is ready; b shows it again" }

  /// Shows what a rebuild would change.
  mutating func compareRebuild(of name: String) {
    projections.popup = .comparison(ComparisonPopup(projection: name, copies: .rebuild))
  }

  private func named(_ name: String, _ text: String) -> String {
    text.hasPrefix(name) ? text : "\(name): \(text)"
  }
}
