import Rewind
import TextUI

/// A line for the row above the bottom; it goes with the next key.
struct Notice: Hashable, Sendable {
  var text: String
  var isError = false
  /// Whether it is why the code that folds events could not, so that it is over when that is changed.
  var isOfCode = false
}
