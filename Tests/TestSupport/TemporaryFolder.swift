import Foundation

/// A folder that goes with the test that made it.
public final class TemporaryFolder: Sendable {
  /// The folder's path.
  public let path = FileManager.default.temporaryDirectory
    .appending(path: "rewind-test-\(UUID().uuidString)").path

  /// Makes an empty folder.
  public init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file or folder in it.
  public func path(_ name: String) -> String { path + "/" + name }
}
