public import Rewind

/// Where the explorer starts: `--at STREAM[@MOMENT]|@POSITION|TIME` and `--path P`.
///
/// It is gone to as soon as the index holds it, and given up with a notice once all is indexed.
public indirect enum StartingPlace: Hashable, Sendable {
  /// A stream, at a moment (its end where nil), with the cursor on a path of the state.
  case stream(StreamName, Moment?, path: JSONPath? = nil)
  /// A position or a time in the whole log.
  case log(Moment)
  /// A stream of a name that can be read as another place too, such as `booking@3`: the stream, where the log
  /// has one of that name, with the cursor on a path of its state; else that place.
  case streamNamed(StreamName, path: JSONPath? = nil, or: StartingPlace)
}
