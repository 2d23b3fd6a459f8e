internal import Platform

extension ProjectionRunner {
  /// The runner for tasks: its work is done on threads of Rewind's own.
  ///
  ///     let result = try await runner.onThread.run(follow: true)
  public var onThread: OnThread { OnThread(runner: self) }

  /// Does a runner's work on threads of Rewind's own, so that those of Swift's tasks are left to others.
  ///
  /// A task that is cancelled stops its work at the next report, resumably.
  public struct OnThread: Sendable {
    let runner: ProjectionRunner
  }
}

extension ProjectionRunner.OnThread {
  /// Rebuilds the read model; see ``ProjectionRunner/rebuild(onError:swaps:report:)``.
  public func rebuild(
    onError: ErrorPolicy = .stop, swaps: Bool = true,
    report: @escaping ProjectionRunner.Report = { _ in true }
  ) async throws -> ProjectionRunner.RebuildResult {
    try await perform(report) { runner, report in
      try runner.rebuild(onError: onError, swaps: swaps, report: report)
    }
  }

  /// Takes in what is new, and with `follow` what comes; see ``ProjectionRunner/run(follow:onError:report:)``.
  public func run(
    follow: Bool = false, onError: ErrorPolicy = .stop,
    report: @escaping ProjectionRunner.Report = { _ in true }
  ) async throws -> ProjectionRunner.RunResult {
    try await perform(report) { runner, report in
      try runner.run(follow: follow, onError: onError, report: report)
    }
  }

  /// Takes in dead letters; see ``ProjectionRunner/retryParked(key:report:)``.
  public func retryParked(
    key: String? = nil, report: @escaping ProjectionRunner.Report = { _ in true }
  ) async throws -> ProjectionRunner.RetryResult {
    try await perform(report) { runner, report in
      try runner.retryParked(key: key, report: report)
    }
  }

  private func perform<Value: Sendable>(
    _ report: @escaping ProjectionRunner.Report,
    _ body:
      @escaping @Sendable (ProjectionRunner, @escaping ProjectionRunner.Report) throws -> Value
  ) async throws -> Value {
    let isCancelled = CancellationFlag()
    return try await withTaskCancellationHandler {
      try await BlockingWork.run { [runner] in
        try body(runner) { progress in report(progress) && !isCancelled.isSet }
      }
    } onCancel: {
      isCancelled.set()
    }
  }
}
