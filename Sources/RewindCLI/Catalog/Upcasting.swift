import Rewind
import SampleDomain

/// What lifts a log's events of old schemas.
enum Upcasting {
  /// The sample's lift the demo's events alone.
  static func upcasters(for paths: [String]) -> Upcasters {
    let isDemo = paths.count == 1 && DemoStore.hasHistory(at: paths[0])
    return isDemo ? SampleDomain.upcasters : .none
  }
}
