import Rewind
import TextUI

/// A line of a JSON value shown as a tree, and where in the value it stands.
struct TreeRow: Hashable, Sendable {
  /// The root where the line is only a text.
  var path: JSONPath
  var line: TreeLine
}
