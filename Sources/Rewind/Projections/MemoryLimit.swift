internal import Platform

/// How much memory a pass may take beside what the process has when it begins.
struct MemoryLimit: Sendable {
  /// How many bytes.
  var bytes: Int
  /// How many bytes the process has now; tests have another measure.
  var measure: @Sendable () -> Int = { ProcessMemory.anonymousBytes() ?? 0 }

  /// The limit as of a pass that begins now.
  func beginMeasuring() -> Measured {
    // A quarter is for what one more batch adds, and for writing.
    let (sum, isTooLarge) = measure().addingReportingOverflow(bytes - bytes / 4)
    return Measured(allowed: isTooLarge ? .max : sum, measure: measure)
  }

  struct Measured: Sendable {
    fileprivate let allowed: Int
    fileprivate let measure: @Sendable () -> Int

    /// Whether rows are to be let go of.
    var isShort: Bool { measure() > allowed }
  }
}
