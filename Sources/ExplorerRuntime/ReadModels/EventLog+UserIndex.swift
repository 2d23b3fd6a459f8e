package import Rewind

extension EventLog {
  /// Has its index kept in the user's cache, below a store's own; not where it cannot be read again, or there
  /// is no cache.
  package func useUserIndex(ofLogAt paths: [String], cache: String? = UserCache.folder()) {
    guard input == nil, let cache, !paths.isEmpty else { return }
    useIndex(in: ReadModelPlace(ofLogAt: paths, mapping: mapping, cache: cache).indexFolder)
  }
}
