/// A source that one thread looks at again and again, to find out what has changed.
///
///     var followed = FollowedSource(log)
///     while isWanted {
///       followed.wait()
///       if followed.look().change != .none { show(followed.snapshot) }
///     }
///
/// Others may refresh the source too: what they took in is found at the next look.
package struct FollowedSource {
  /// The source as it was at the last look.
  package private(set) var snapshot: LogSnapshot

  private let source: any EventSource
  private let watch: any ChangeWatch

  /// What a look found.
  package struct Look {
    /// What has changed since the look before.
    package let change: SourceChange
    /// Why the source could not be read to its end.
    package let failure: (any Error)?
  }

  /// Follows a source from a snapshot on; nil for the one that it has now.
  package init(_ source: any EventSource, from snapshot: LogSnapshot? = nil) {
    self.source = source
    self.snapshot = snapshot ?? source.snapshot()
    watch = source.makeWatch()
  }

  /// Waits in the thread until something may have changed, as ``ChangeWatch/wait()`` does.
  package func wait() {
    watch.wait()
  }

  /// Takes in what is new.
  package mutating func look() -> Look {
    let failure: (any Error)?
    do {
      try source.refresh()
      failure = nil
    } catch {
      failure = error
    }
    let before = snapshot
    snapshot = source.snapshot()
    return Look(change: SourceChange(from: before, to: snapshot), failure: failure)
  }
}
