internal import Explorer
internal import Rewind
internal import SampleDomain
internal import TextUI

/// The explorer on a canvas, its questions answered in place: what the program does, without the
/// terminal and without other threads.
struct ExplorerRun {
  private(set) var model: Model
  private(set) var canvas = Canvas(size: size)
  private let log: EventLog?
  private var timelines: [StreamID: Timeline] = [:]
  private let catalog = FoldRegistry(aggregates: SampleDomain.aggregates)

  static let size = Size(columns: 120, rows: 40)

  /// An explorer that has drawn nothing yet.
  ///
  /// - Parameter log: what answers its questions; without it they stay unanswered.
  init(log: EventLog?, start: StartingPlace? = nil) {
    self.log = log
    model = Model(
      options: ExplorerOptions(
        logName: "reference", display: DisplayOptions(zone: .utc), start: start))
  }

  /// Takes in a message, and the answers to what it makes the explorer ask.
  mutating func take(_ message: Message) throws {
    var messages = [message]
    while !messages.isEmpty {
      for effect in model.update(messages.removeFirst()) {
        guard case .ask(let request) = effect, let answer = try answer(request.question) else {
          continue
        }
        messages.append(.answer(token: request.token, answer))
      }
    }
  }

  mutating func draw() {
    canvas = Canvas(size: Self.size)
    model.draw(on: &canvas)
  }

  private mutating func answer(_ question: Question) throws -> Answer? {
    guard let log else { return nil }
    switch question {
    case .streams(let query):
      return .streams(log.index.streams(matching: query))
    case .events(let positions):
      return try .events(at: positions, of: log.snapshot())
    case .states(let stream, let versions):
      let fold = try catalog.fold(
        forCategory: log.index.categoryName(log.index.stream(stream).category))
      var timeline =
        timelines[stream] ?? Timeline(of: stream, in: log.snapshot(), fold: fold)
      let states = try versions.map { try timeline.state(at: $0) }
      timelines[stream] = timeline
      return .states(states, fold: fold.isStandIn ? nil : fold.name, code: fold.identity)
    default:
      return nil
    }
  }
}
