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

  /// Writes a file, in a folder that is made where it is not there.
  public func write(_ name: String, _ text: String) throws {
    let file = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}
