package import Explorer
public import Rewind

/// Where the explorer starts.
///
/// It goes there as soon as the place has been read; where the log has no such place, it says so and
/// stays at the streams.
public struct ExplorerPlace: Hashable, Sendable {
  let place: StartingPlace

  package init(_ place: StartingPlace) {
    self.place = place
  }

  /// A stream, at a moment or its end, with the cursor on a path of the state.
  public static func stream(
    _ name: StreamName, at moment: Moment? = nil, path: JSONPath? = nil
  ) -> ExplorerPlace {
    ExplorerPlace(.stream(name, moment, path: path))
  }

  /// A position or a time in the whole log.
  public static func log(at moment: Moment) -> ExplorerPlace {
    ExplorerPlace(.log(moment))
  }
}
