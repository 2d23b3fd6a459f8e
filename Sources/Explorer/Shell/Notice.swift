import Rewind
import TextUI

/// A line for the row above the bottom; it goes with the next key.
struct Notice: Hashable, Sendable {
  var text: String
  var isError = false
}
