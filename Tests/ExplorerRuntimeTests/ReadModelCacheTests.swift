import Foundation
import TestSupport
import Testing

@testable import ExplorerRuntime

@Suite("The cache of other programs' logs")
struct ReadModelCacheTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("of the read models of other programs' logs the oldest go, save those that are locked")
  func trimming() throws {
    for (name, day) in [("old", 1), ("locked", 2), ("kept", 3), ("new", 4)] {
      try FileManager.default.createDirectory(
        atPath: folder.path("logs/\(name)/locks"), withIntermediateDirectories: true)
      let file = "logs/\(name)/readmodels.sqlite"
      try Data(repeating: 1, count: 100_000).write(to: URL(filePath: folder.path(file)))
      try Data().write(to: URL(filePath: folder.path("logs/\(name)/locks/a.lock")))
      for path in [file, "logs/\(name)/locks"] {
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSince1970: Double(day) * 86400)],
          ofItemAtPath: folder.path(path))
      }
    }
    let descriptor = open(folder.path("logs/locked/locks/a.lock"), O_RDWR)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX) == 0)
    let cache = ReadModelCache(folder: folder.path("logs"))
    cache.trim(keeping: folder.path("logs/kept"), limit: 150_000)
    #expect(
      Set(try FileManager.default.contentsOfDirectory(atPath: cache.folder)) == ["locked", "kept"])
  }
}
