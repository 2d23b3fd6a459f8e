import Explorer
import Rewind

extension Invocation {
  /// Says on standard error which events a state is without, and why the first of them could not be
  /// applied.
  ///
  /// - Parameters:
  ///   - versions: Rewind's own, ascending; nothing is said where there are none.
  ///   - fault: that of the first.
  ///   - state: which state it is: `this state is`.
  func noteOmissions(
    of versions: [Int], _ fault: FoldFault?, _ state: String, stream: StreamID, in index: LogIndex
  ) {
    guard let first = versions.first else { return }
    let reason = fault?.description ?? ""
    func shown(_ version: Int) -> String { "\(index.shownVersion(version, of: stream))" }
    let what = Format.few(versions, shown)
    let why =
      versions.count == 1
      ? "version \(what), whose event could not be applied: \(reason)"
      : "versions \(what), whose events could not be applied; version \(shown(first)): \(reason)"
    note("\(index.stream(stream).name): \(state) without \(why)")
  }
}

extension LogIndex {
  /// Versions of a stream as the log counts them; nil where there are none.
  func shownVersions(_ versions: [Int], of stream: StreamID) -> JSONValue? {
    versions.isEmpty ? nil : .array(versions.map { JSONValue(shownVersion($0, of: stream)) })
  }
}
