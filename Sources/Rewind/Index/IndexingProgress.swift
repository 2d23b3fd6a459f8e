/// How far a refresh has come.
public struct IndexingProgress: Sendable {
  /// The bytes taken in by this refresh.
  public var bytesRead: Int
  /// The bytes that there were to take in when it began.
  public var bytesInAll: Int
  /// The index so far, where it has grown by enough to be worth showing.
  public var index: LogIndex?
}
