internal import Platform

/// What changes of a file when it is written.
public struct FileStamp: Hashable, Sendable {
  private let id: FileStatus.ID?
  private let size: Int?
  private let changed: FileStatus.Time?

  init(_ path: String) {
    let status = try? FileStatus(of: path)
    id = status?.id
    size = status?.size
    changed = status?.changed
  }
}
