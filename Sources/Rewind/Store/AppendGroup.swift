/// Appends that are written in one go, as far as they are decided about.
struct AppendGroup {
  /// What the group has for one stream.
  private struct Stream {
    var version: Int
    var requests: [Int]
  }

  let requests: [StreamAppend]
  /// In the order of the requests.
  private(set) var decisions: [AppendDecision] = []
  /// What is to be written.
  private(set) var placed = PlacedAppends()
  /// The last position behind what is to be written.
  private(set) var position = 0
  /// The time that the group's events are stamped with.
  private(set) var timestamp = Timestamp(microseconds: .min)
  /// Whether an append answers what was there already, which must be on the disk then.
  private(set) var hasRepeats = false
  /// The offset in its segment at which the group's first line goes; 0 where it begins a new one.
  var offset = 0
  /// Whether nothing more fits.
  var isFull = false
  private var streams: [StreamName: Stream] = [:]

  init(_ requests: [StreamAppend]) {
    self.requests = requests
  }

  /// Begins behind a log's end.
  mutating func begin(behind head: LogHead, now: Timestamp) {
    position = head.position
    timestamp = max(now, head.timestamp ?? now)
  }

  /// The version of a stream behind what the group has for it; nil where it has nothing.
  func version(of stream: StreamName) -> Int? {
    streams.isEmpty ? nil : streams[stream]?.version
  }

  /// The next request to be decided about; nil where all are.
  var next: StreamAppend? {
    decisions.count < requests.count ? requests[decisions.count] : nil
  }

  /// Whether a request does not fit any more, or rests on what the group has for its stream.
  func leavesToNext(_ request: StreamAppend) -> Bool {
    if isFull { return true }
    guard let version = version(of: request.stream) else { return false }
    return !request.expected.isMet(by: version) || holdsPart(of: request)
  }

  /// Whether any event of a request, by its id, is among what the group has for its stream.
  private func holdsPart(of request: StreamAppend) -> Bool {
    guard let grouped = streams[request.stream]?.requests else { return false }
    let ids = Set(request.events.map(\.id))
    return grouped.contains { requests[$0].events.contains { ids.contains($0.id) } }
  }

  /// Takes in the decision on the next request.
  mutating func add(_ decision: AppendDecision) {
    if case .appended(let result) = decision, result.isRepeat { hasRepeats = true }
    decisions.append(decision)
  }

  /// Takes in that the next request is to be written, in lines of so many bytes.
  mutating func place(_ append: PlacedAppends.Append, lengths: [Int]) {
    let last = append.version + append.events.count - 1
    position = append.position + append.events.count - 1
    if requests.count > 1 {
      streams[append.stream, default: Stream(version: last, requests: [])].version = last
      streams[append.stream]?.requests.append(decisions.count)
    }
    placed.add(append, lengths: lengths)
  }

  /// Calls a body with each request that is written, and its first version.
  func forEachWritten(_ body: (StreamAppend, _ first: Int) -> Void) {
    for (request, decision) in zip(requests, decisions) {
      guard case .appended(let result) = decision, !result.isRepeat else { continue }
      body(request, result.versions.lowerBound)
    }
  }

  /// The decisions where the group could not be written: what was refused before stays refused.
  ///
  /// Where the first was cancelled, which leads the group, the others have to be led by another.
  func failed(_ error: StoreError) -> [AppendDecision] {
    requests.indices.map { index in
      if case .cancelled = error { return index == 0 ? .refused(error) : .deferred }
      guard index < decisions.count else { return .refused(error) }
      if case .appended = decisions[index] { return .refused(error) }
      return decisions[index]
    }
  }
}
