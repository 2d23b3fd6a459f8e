import Explorer
import Rewind
import Synchronization

/// The projections of a log as they are listed, brought up to date while others look at them.
final class KnownProjections: Sendable {
  private let listed: Mutex<[ListedProjection]>

  init(_ listed: [ListedProjection]) {
    self.listed = Mutex(listed)
  }

  /// All of them, in the order in which they are listed.
  var all: [ListedProjection] { listed.withLock(\.self) }

  /// The definition of a projection; nil where its script never was usable, or there is none.
  func definition(named name: String) -> ProjectionDefinition? {
    listed.withLock { listed in listed.first { $0.name == name }?.definition }
  }

  /// Lists what there is now; of what was there before, all that is known is kept.
  ///
  /// - Parameter changed: the names of scripts that were changed.
  func list(_ new: [ListedProjection], changed: Set<String>) {
    listed.withLock { listed in
      listed = new.map { new in
        guard var old = listed.first(where: { $0.name == new.name && $0.isScript == new.isScript })
        else { return new }
        if changed.contains(old.name) { old.code = .reading }
        return old
      }
    }
  }

  /// Changes what is known of a projection, where it is still listed; answers whether it is.
  @discardableResult
  func change(_ name: String, _ change: (inout ListedProjection) -> Void) -> Bool {
    listed.withLock { listed in
      guard let place = listed.firstIndex(where: { $0.name == name }) else { return false }
      change(&listed[place])
      return true
    }
  }
}
