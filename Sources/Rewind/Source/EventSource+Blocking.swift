internal import Platform

/// Reading more bytes than this takes longer than a task may hold up the threads that tasks share.
let bytesReadInTask = 64 << 10

extension EventSource {
  /// A snapshot that has all that was appended to a stream before the call.
  ///
  /// The default takes in all that is new, on a thread of Rewind's own. A source that can tell a stream
  /// by itself answers with a snapshot that may have nothing else.
  ///
  /// - Throws: as ``refresh(progress:)``.
  public func snapshot(of stream: StreamName) async throws -> LogSnapshot {
    try await refreshOnThread()
    return snapshot()
  }

  /// Refreshes on a thread of Rewind's own.
  func refreshOnThread() async throws {
    if let log = fileLog, try log.refreshIfQuick() { return }
    try await BlockingWork.run { _ = try refresh() }
  }
}

extension LogSnapshot {
  /// Calls a body that reads so many bytes: on a thread of Rewind's own, where they are many.
  func reading<Value: Sendable>(
    bytes: Int, _ body: @escaping @Sendable (LogSnapshot) throws -> Value
  ) async throws -> Value {
    bytes <= bytesReadInTask ? try body(self) : try await BlockingWork.run { try body(self) }
  }

  /// How many bytes of lines a range of a stream's versions has, counted as far as a limit.
  func byteCount(of stream: StreamID, versions: Range<Int>, upTo limit: Int) -> Int {
    let positions = index.positions(of: stream)
    let versions = versions.clamped(to: 1..<positions.count + 1)
    return byteCount(at: versions.lazy.map { positions[$0 - 1] }, upTo: limit)
  }

  /// How many bytes the lines at positions have, counted as far as a limit.
  func byteCount(at positions: some Sequence<Int>, upTo limit: Int) -> Int {
    var bytes = 0
    for position in positions where bytes <= limit { bytes += index.lines.length(position - 1) }
    return bytes
  }
}
