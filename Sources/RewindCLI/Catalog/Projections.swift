import Explorer
import ExplorerRuntime
import Rewind
import RewindScripts
import SampleDomain

/// The projections that are offered for a log.
enum Projections {
  /// What lies beside the log comes first.
  ///
  /// The sample's are about the sample store alone; those built in are about any log.
  ///
  /// - Parameter code: what lies beside it.
  static func catalog(for paths: [String], _ code: LogCode) -> ProjectionCatalog {
    ProjectionCatalog(own(for: paths), finder: CodeProjections(code))
  }

  /// Those of this program.
  static func own(for paths: [String]) -> [ProjectionDefinition] {
    let isSample = paths.count == 1 && DemoStore.isMade(at: paths[0])
    return (isSample ? SampleDomain.projections : []) + BuiltInProjections.all
  }
}

extension ProjectionProgress {
  /// A line for a terminal: `orders 45% · 1,234,567 events/s · 3 s left`.
  func line(about projection: String) -> String {
    if phase == .finishing { return "\(projection): writing" }
    let percent = "\(projection) \(min(100, (fraction * 100).nearestInt))%"
    let left = secondsLeft.map { " · \(Self.text(seconds: $0)) left" } ?? ""
    return "\(percent) · \(grouped(eventsPerSecond.nearestInt)) events/s\(left)"
  }

  private static func text(seconds: Double) -> String {
    let whole = seconds.rounded(.up).nearestInt
    if whole < 100 { return "\(whole) s" }
    return whole < 6000 ? "\(whole / 60) min" : "\(whole / 3600) h"
  }
}

extension Double {
  /// The nearest whole number from 0; 0 for what is no number.
  fileprivate var nearestInt: Int {
    Int(exactly: Swift.max(0, Swift.min(self, 1e15)).rounded()) ?? 0
  }
}
