package import Testing

extension TimeLimitTrait.Duration {
  /// The limit of a test that would otherwise wait for ever: longer than the whole run, since a test that waits for
  /// something is queued behind all the others.
  package static var wholeRun: Self { .minutes(20) }
}
