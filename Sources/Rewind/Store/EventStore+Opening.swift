extension EventStore {
  /// Opens the store of a folder with a sync policy other than its settings'; for work in bulk, which
  /// calls ``sync()`` itself.
  ///
  /// - Throws: ``StoreError``.
  public init(
    at path: String, syncing: SyncPolicy, clock: @escaping @Sendable () -> Timestamp
  ) throws(StoreError) {
    guard LogPath.isStore(path) else { throw .notAStore(path) }
    var settings = try StoreSettings.read(from: path)
    settings.sync = syncing
    self.init(
      storage: try StoreError.wrap { () throws(LogFileError) in try FileLogStorage(store: path) },
      name: LogPath.name(of: path), settings: settings, clock: clock)
  }
}
