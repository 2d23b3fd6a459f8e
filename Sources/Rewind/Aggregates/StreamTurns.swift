/// Lets updates of one stream run one after the other.
actor StreamTurns {
  /// The streams that are being updated, each with those that wait to update it next.
  private var waiting: [StreamName: [CheckedContinuation<Void, Never>]] = [:]

  /// Returns once no other update of a stream is at work.
  func begin(on stream: StreamName) async {
    guard waiting[stream] != nil else {
      waiting[stream] = []
      return
    }
    await withCheckedContinuation { waiting[stream]?.append($0) }
  }

  /// Ends an update; the next one may begin.
  func end(on stream: StreamName) {
    guard let next = waiting[stream], !next.isEmpty else {
      waiting[stream] = nil
      return
    }
    waiting[stream]?.removeFirst().resume()
  }
}
