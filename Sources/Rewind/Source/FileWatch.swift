internal import Platform

/// Waits until the files of some folders may have changed.
///
/// The system says so at once; where it cannot, as on network file systems, a look every
/// ``PollingWatch/interval`` milliseconds finds out.
struct FileWatch: ChangeWatch {
  private let folders: FolderWatch

  init(_ folders: [String]) {
    self.folders = FolderWatch(folders)
  }

  func wait() {
    folders.wait(atMostMilliseconds: PollingWatch.interval)
  }
}
