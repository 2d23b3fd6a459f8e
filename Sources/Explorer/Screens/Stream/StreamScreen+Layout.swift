import Rewind
import TextUI

extension StreamScreen {
  /// From so many rows on the chart has room to be read by its height.
  private static let tall = 30
  /// What is left for the other panels, at least.
  private static let leastState = 34
  private static let leastEvents = 38
  private static let leastEvent = 7

  /// Events as wide as what they show, State as high as it needs, Event the rest.
  func layOut(_ body: Rect, in shell: Shell) -> [Panel: Rect] {
    let (upper, scrubber) = body.split(
      lower: body.size.rows >= Self.tall && drawsNumbers(in: shell) ? 6 : 3)
    let (events, right) = upper.split(left: eventsColumns(of: body.size.columns, in: shell))
    let least = max(Self.leastEvent, min(eventRows + 2, right.size.rows * 2 / 5))
    let stateHeight = max(5, min(stateRows + 2, right.size.rows - least))
    let (state, event) = right.split(lower: right.size.rows - stateHeight)
    return [.events: events, .state: state, .event: event, .scrubber: scrubber]
  }

  /// The width of Events: what it shows beside a value of a few words, whatever that value is, so that a step moves no
  /// border.
  private func eventsColumns(of width: Int, in shell: Shell) -> Int {
    let natural = EventColumns.width(
      number: numberColumns(in: shell), type: typeColumns(in: shell), date: dateColumns(in: shell),
      effect: max(5, width / 3 - 21), isRoomy: width >= EventColumns.roomy)
    let most = width - max(Self.leastState, width * 2 / 5)
    return max(Self.leastEvents, min(natural + 2, most))
  }
}

// MARK: - What events did

extension StreamScreen {
  /// The path of the state that the effects are of: the one under State's cursor where a person put it, else the one
  /// that is charted.
  private func effectPath(in shell: Shell) -> JSONPath? {
    guard state.failure == nil else { return nil }
    guard followsCursor, let row = state.tree.selected, row.path != .root else { return charted }
    return row.path
  }

  private func effectsKey(in shell: Shell) -> Content.EffectsKey {
    Content.EffectsKey(stream: id, path: effectPath(in: shell))
  }

  func effect(of place: Int, in shell: Shell) -> EventEffect? {
    shell.knowledge.content.effects[effectsKey(in: shell)]?[place]
  }

  func effectTitle(in shell: Shell) -> String? {
    effectPath(in: shell)?.shortDescription
  }

  /// Asks what the visible events did, and those a page around them, once the state is there whose cursor tells of
  /// what; nil where it is known.
  func effectsQuestion(in shell: Shell) -> Question? {
    guard state.content != nil || state.failure != nil, list.rows.count > 0 else { return nil }
    let known = shell.knowledge.content.effects[effectsKey(in: shell)] ?? [:]
    guard visiblePlaces(in: shell).contains(where: { known[$0] == nil }) else { return nil }
    let height = visibleRows(of: .events, in: shell)
    let rows = max(0, list.top - height)..<min(list.rows.count, list.top + 2 * height)
    let versions = rows.map { list.rows[$0] }.filter { $0 > 0 && known[$0] == nil }
    return .effects(id, effectPath(in: shell), versions: versions)
  }
}
