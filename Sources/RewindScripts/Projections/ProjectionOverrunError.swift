/// A projection's script overran its limits, and its session is over.
///
/// A session that begins anew with what was taken last, and is given the events before this one, has their states.
package struct ProjectionOverrunError: Error, CustomStringConvertible {
  /// The event that it was at; nil where it was at none: it was taking rows, or was at what events had left to
  /// promises.
  package let place: ProjectionAnswers.Place?
  /// What is said of it.
  package let error: ScriptError
  /// Whether the engine ended by itself, most often for want of memory, to which the events before may have brought
  /// it.
  package let isCrash: Bool

  /// One line.
  package var description: String { error.description }
}
