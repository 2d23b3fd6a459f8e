package import Rewind

/// A row that changed since rows were taken last.
package struct ProjectedRow: Sendable, Hashable {
  /// Its key; two keys are one where their bytes are the same.
  package let key: String
  /// Its state; nil where the row is removed.
  package let state: JSONText?
  /// What transforms and filters make of the state, `null` where they hold it back; nil where there are none.
  package let result: JSONText?
  /// The position of the last event that it took.
  package let position: Int
}
