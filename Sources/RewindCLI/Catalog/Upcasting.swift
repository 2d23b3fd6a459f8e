import Rewind
import RewindScripts
import SampleDomain

/// What lifts a log's events of old schemas.
enum Upcasting {
  /// Scripts beside the log come first; the sample's lift the demo's events alone.
  ///
  /// - Parameter code: the folder that `--with` names.
  static func upcasters(
    for paths: [String], with code: String?
  ) throws(CodeFileError) -> Upcasters {
    let isDemo = paths.count == 1 && DemoStore.hasHistory(at: paths[0])
    let own = isDemo ? SampleDomain.upcasters : .none
    let scripts = try Folds.code(for: paths, with: code)
    return scripts.upcasters.isEmpty ? own : own.with(CodeUpcasters(scripts))
  }
}
