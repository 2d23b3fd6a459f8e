import Foundation
import Rewind
import SampleDomain
import Testing

@testable import RewindCLI

struct DemoStoreTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "rewind-demo-\(UUID().uuidString)")

  private func inFolder(_ body: (URL) async throws -> Void) async throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
  }

  /// Every file of a store with its bytes.
  private func contents(of store: URL) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: store.path) {
      let file = store.appending(path: name)
      if try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
        contents[name] = try Data(contentsOf: file)
      }
    }
    return contents
  }

  @Test("the store holds the whole history at its own times, and is the same each time")
  func making() async throws {
    try await inFolder { folder in
      let one = folder.appending(path: "deep/down/one")
      let two = folder.appending(path: "two")
      #expect(try await DemoStore.make(at: one.path))
      #expect(try await DemoStore.make(at: two.path + "/"))
      #expect(try contents(of: one) == contents(of: two))

      let history = try DemoHistory()
      let log = try EventLog.open([one.path])
      try log.refresh()
      let index = log.index
      try #require(index.eventCount == history.eventCount)
      #expect(index.damagedPositions == [])
      #expect(index[1].timestamp == history.appends.first?.time)
      #expect(index[index.eventCount].timestamp == history.appends.last?.time)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
    }
  }

  @Test("it is made once, and what was appended since stays")
  func makingAgain() async throws {
    try await inFolder { folder in
      let path = folder.appending(path: "demo").path
      try await DemoStore.make(at: path)
      #expect(DemoStore.isMade(at: path) && DemoStore.hasHistory(at: path))
      let event = NewEvent(type: "MoneyDeposited", data: #"{"amount":1,"description":"mine"}"#)
      try await FileEventStore(at: path).append([event], to: "account-1")
      let before = try contents(of: URL(filePath: path))
      #expect(try await DemoStore.make(at: path) == false)
      #expect(try contents(of: URL(filePath: path)) == before)
    }
  }

  @Test("an empty folder is taken, one with other things in it is not touched")
  func otherFolders() async throws {
    try await inFolder { folder in
      let empty = folder.appending(path: "empty")
      try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: false)
      #expect(try await DemoStore.make(at: empty.path))

      let full = folder.appending(path: "full")
      try FileManager.default.createDirectory(at: full, withIntermediateDirectories: false)
      try Data("mine".utf8).write(to: full.appending(path: "notes.txt"))
      await #expect(throws: DemoStoreError.self) { try await DemoStore.make(at: full.path) }
      #expect(try contents(of: full).keys.sorted() == ["notes.txt"])
    }
  }

  @Test("what an interrupted making left behind is removed by the next")
  func leftovers() async throws {
    try await inFolder { folder in
      // No process has this number: it is above the system's limit.
      let left = folder.appending(path: ".demo.making-2000000000/log")
      try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
      try await DemoStore.make(at: folder.appending(path: "demo").path)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["demo"])
    }
  }
}
