/// Whose turn it is to update a stream.
actor StreamTurns {
  /// The streams that are being updated, each with those that wait to update it next.
  private var waiting: [StreamName: [CheckedContinuation<Void, Never>]] = [:]

  /// Returns once nobody else updates a stream.
  func begin(on stream: StreamName) async {
    guard waiting[stream] != nil else {
      waiting[stream] = []
      return
    }
    await withCheckedContinuation { waiting[stream]?.append($0) }
  }

  /// Lets the next one update a stream.
  func end(on stream: StreamName) {
    guard let next = waiting[stream], !next.isEmpty else {
      waiting[stream] = nil
      return
    }
    waiting[stream]?.removeFirst().resume()
  }
}
