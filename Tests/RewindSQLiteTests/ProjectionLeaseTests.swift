import Foundation
import Rewind
import Testing

@testable import RewindSQLite

@Suite("Who works on a projection")
struct ProjectionLeaseTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  @Test("one at a time, also within a process, until it lets go")
  func exclusive() throws {
    let (one, other) = (folder.open(), folder.open())
    var lock: (any Sendable)? = try one.acquireLease(of: "account balances", .live)
    let owned = ReadModelError.owned(projection: "account balances", process: Int(getpid()))
    #expect(throws: owned) { try other.acquireLease(of: "account balances", .live) }
    #expect(throws: owned) { try one.acquireLease(of: "account balances", .live) }
    #expect(other.owner(of: "account balances", .live) == Int(getpid()))
    #expect(other.owner(of: "Account balances", .live) == nil)
    let another = try other.acquireLease(of: "Account balances", .live)
    _ = (lock, another)
    lock = nil
    #expect(other.owner(of: "account balances", .live) == nil)
    #expect(throws: Never.self) { try other.acquireLease(of: "account balances", .live) }
  }

  @Test("another process's lock is seen, and is free when that ends, however it does")
  func process() throws {
    let readModels = folder.open()
    // Makes the folder and the file.
    do { _ = try readModels.acquireLease(of: "orders", .live) }
    let path = ProjectionLease.path(of: "orders", .live, in: folder.path + "/locks")
    let holder = Process()
    holder.executableURL = URL(fileURLWithPath: "/bin/sh")
    holder.arguments = [
      "-c", "exec 9>>\"$0\"; flock 9; echo $$ > \"$0\"; echo; exec sleep 60", path,
    ]
    let output = Pipe()
    holder.standardOutput = output
    try holder.run()
    _ = try output.fileHandleForReading.read(upToCount: 1)
    let process = Int(holder.processIdentifier)
    #expect(readModels.owner(of: "orders", .live) == process)
    #expect(throws: ReadModelError.owned(projection: "orders", process: process)) {
      try readModels.acquireLease(of: "orders", .live)
    }
    kill(holder.processIdentifier, SIGKILL)
    holder.waitUntilExit()
    #expect(readModels.owner(of: "orders", .live) == nil)
    #expect(throws: Never.self) { try readModels.acquireLease(of: "orders", .live) }
  }

  @Test("whoever only looks keeps nobody out")
  func looking() throws {
    let readModels = folder.open()
    do { _ = try readModels.acquireLease(of: "orders", .live) }
    let looker = Thread {
      while !Thread.current.isCancelled { _ = readModels.owner(of: "orders", .live) }
    }
    looker.start()
    defer { looker.cancel() }
    for _ in 0..<300 {
      #expect(throws: Never.self) { try readModels.acquireLease(of: "orders", .live) }
    }
  }

  @Test("a lock whose folder was deleted is taken anew where others look for it")
  func deleted() throws {
    let readModels = folder.open()
    do { _ = try readModels.acquireLease(of: "orders", .live) }
    try FileManager.default.removeItem(atPath: folder.path + "/locks")
    let lock = try readModels.acquireLease(of: "orders", .live)
    #expect(readModels.owner(of: "orders", .live) == Int(getpid()))
    _ = lock
  }

  @Test("every projection has a file of its own in the folder, whatever it is called")
  func names() {
    let names =
      NamesTests.names + ["..", ".", "a/b", "../../etc/passwd", "a%2fb", "%", "A", "a"]
      + [String(repeating: "x", count: 300), String(repeating: "x", count: 301)]
    let files = names.flatMap { name in
      ReadModelCopy.allCases.map { ProjectionLease.path(of: name, $0, in: "/f") }
    }
    #expect(Set(files).count == 2 * names.count)
    for file in files {
      #expect(file.hasPrefix("/f/") && file.hasSuffix(".lock"))
      #expect(!file.dropFirst(3).contains("/") && file.utf8.count < 250)
      #expect(!file.contains("..") && file.utf8.allSatisfy { (0x21...0x7E).contains($0) })
    }
  }
}
