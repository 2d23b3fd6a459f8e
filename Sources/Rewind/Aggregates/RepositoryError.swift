/// Why an aggregate could not be loaded, in one line.
@nonexhaustive
public enum RepositoryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The stream has no events.
  case notFound(StreamName)
  /// The stream is of another category than the aggregate's.
  case otherCategory(StreamName, expected: String)
  /// A line of the stream is damaged.
  case damaged(DamagedLine)
  /// The aggregate, or an upcaster, throws at an event.
  case notApplied(StreamName, version: Int, reason: String)

  /// One line: what happened and where.
  public var description: String {
    switch self {
    case .notFound(let stream): "stream \(stream): it has no events; begin it"
    case .otherCategory(let stream, let expected):
      "stream \(stream): its category is not \(expected), which the aggregate is for"
    case .damaged(let line):
      "\(line.file): position \(line.position) is damaged: \(line.reason)"
    case .notApplied(let stream, let version, let reason):
      "stream \(stream), version \(version): \(reason)"
    }
  }
}
