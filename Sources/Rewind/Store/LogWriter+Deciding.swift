extension LogWriter {
  /// A group's lines beyond this, in bytes, are left to the next one, so that no append waits too long.
  private static let groupLimit = 8 << 20

  /// Begins a group behind the log's end.
  func begin(_ group: inout AppendGroup) {
    output.removeAll()
    group.begin(behind: log.head, now: clock())
    group.offset = log.lastFile?.end ?? 0
  }

  /// Decides about the next appends of a group, in order, and spells the lines of those to be written.
  ///
  /// Each is decided by the log and what the group has before it. What the group has is no fact
  /// before it is on the disk: a refusal, or an answer, that rests on it is left to the next group.
  ///
  /// - Returns: the next one where the log has to be asked whether it is repeated; nil at the end.
  func decide(_ group: inout AppendGroup) -> StreamAppend? {
    while let request = group.next {
      let head = log.head(of: request.stream)
      if group.leavesToNext(request) {
        group.add(.deferred)
      } else if let stream = head.id, recentIDs.mayHold(request, stream: stream, head) {
        return request
      } else {
        group.add(decision(on: request, head, in: &group))
      }
    }
    return nil
  }

  /// Decides about the next append of a group, which may be repeated.
  func decideOnRepeat(_ request: StreamAppend, in group: inout AppendGroup) async {
    let head = log.head(of: request.stream)
    do throws(StoreError) {
      guard let stream = head.id,
        let earlier = try await repeated(request, stream: stream, head)
      else { return group.add(decision(on: request, head, in: &group)) }
      group.add(.appended(earlier))
    } catch {
      group.add(.refused(error))
    }
  }

  /// The decision on an append that is not repeated.
  private func decision(
    on request: StreamAppend, _ head: StreamHead, in group: inout AppendGroup
  ) -> AppendDecision {
    let version = group.version(of: request.stream) ?? head.version
    guard request.expected.isMet(by: version) else {
      return .refused(
        .conflict(stream: request.stream, expected: request.expected, actual: version))
    }
    return place(request, behind: version, in: &group)
  }
}

// MARK: - Lines

extension LogWriter {
  /// Spells the lines of an append, if they fit beside those that the group has.
  private func place(
    _ request: StreamAppend, behind version: Int, in group: inout AppendGroup
  ) -> AppendDecision {
    let append = PlacedAppends.Append(
      stream: request.stream, events: request.events, version: version + 1,
      position: group.position + 1, timestamp: group.timestamp)
    let start = output.count
    let lengths = spell(append)
    let isFirst = group.placed.isEmpty
    guard isFirst || fits(output.count, at: group.offset) else {
      output.cut(to: start)
      group.isFull = true
      return .deferred
    }
    if isFirst, isTooLarge(output.count, at: group.offset) { group.offset = 0 }
    group.place(append, lengths: lengths)
    return .appended(AppendResult(append))
  }

  private func fits(_ length: Int, at end: Int) -> Bool {
    length <= Self.groupLimit && end + length <= settings.segmentSize
  }

  /// Writes the lines of an append behind those in ``output``, and answers how long each is.
  func spell(_ append: PlacedAppends.Append) -> [Int] {
    var head = LogFormat.Head(
      position: append.position, stream: LogFormat.string(append.stream.rawValue),
      version: append.version, part: nil, type: lastType.text,
      timestamp: append.timestamp)
    var lengths: [Int] = []
    lengths.reserveCapacity(append.events.count)
    for (index, event) in append.events.enumerated() {
      if !event.type.hasBytes(of: lastType.name) {
        lastType = (event.type, LogFormat.string(event.type))
        head.type = lastType.text
      }
      head.part = BatchPart(checking: index + 1, of: append.events.count)
      let start = output.count
      LogFormat.write(event, head, to: &output)
      lengths.append(output.count - start)
      head.position += 1
      head.version += 1
    }
    return lengths
  }
}

extension AppendResult {
  fileprivate init(_ append: PlacedAppends.Append) {
    let others = append.events.count - 1
    versions = append.version...append.version + others
    positions = append.position...append.position + others
    isRepeat = false
  }
}
