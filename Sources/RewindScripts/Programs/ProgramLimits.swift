/// What a program may take: beyond it, it is killed.
public struct ProgramLimits: Sendable, Hashable {
  /// How long it may leave Rewind without any answer while one is waited for.
  public var silence: Duration
  /// How many bytes a line that it prints may have.
  public var lineBytes: Int

  /// Limits: 10 seconds and 64 MiB where nothing else is said.
  public init(silence: Duration = .seconds(10), lineBytes: Int = 64 << 20) {
    self.silence = silence
    self.lineBytes = lineBytes
  }
}
