import Explorer
import Rewind

extension EventRecord {
  /// Where it is in its stream, in words: `account-1 v3`; a name of nothing is in quotes.
  var placeInStream: String { "\(Format.name(stream.rawValue)) v\(shownVersion)" }
}
