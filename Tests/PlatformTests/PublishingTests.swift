import Testing

@testable import Platform

@Suite("Files that are put in place whole")
struct PublishingTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
  }

  @Test("a file is made or replaced, and no other is left")
  func publishing() throws {
    for bytes in [[1, 2, 3], [4]] as [[UInt8]] {
      try SystemFile.publish(folder["file"], permissions: 0o600) { file throws(SystemError) in
        try file.write(bytes)
      }
      #expect(try SystemFile.contents(of: folder["file"]) == bytes)
      #expect(try FileSystem.names(in: folder.path) == ["file"])
    }
  }

  @Test("until all is written the file is the one that was there, and it stays where that fails")
  func failing() throws {
    try SystemFile.make(folder["file"], holding: [1])
    let failure = SystemError(path: "other", operation: "read", code: ErrorCode.noSuchFile)
    let error = #expect(throws: SystemError.self) {
      try SystemFile.publish(folder["file"]) { file throws(SystemError) in
        try file.write([2])
        let (meanwhile, names) = (
          try SystemFile.contents(of: folder["file"]), try FileSystem.names(in: folder.path)
        )
        #expect(meanwhile == [1])
        #expect(names.count == 2)
        throw failure
      }
    }
    #expect(error == failure)
    #expect(try SystemFile.contents(of: folder["file"]) == [1])
    #expect(try FileSystem.names(in: folder.path) == ["file"])
  }

  @Test("a reader that has the file open keeps the one that it opened")
  func readers() throws {
    try SystemFile.make(folder["file"], holding: [1])
    let reader = try SystemFile(folder["file"], .reading)
    try SystemFile.publish(folder["file"]) { file throws(SystemError) in try file.write([2]) }
    #expect(try reader.readToEnd() == [1])
  }

  @Test("threads that publish one file at once each put a whole one there")
  func atOnce() throws {
    let path = folder["file"]
    runOnThreads(4) { number in
      let bytes = [UInt8](repeating: UInt8(number), count: 10_000)
      try? SystemFile.publish(path) { file throws(SystemError) in
        for byte in bytes { try file.write([byte]) }
      }
    }
    let bytes = try SystemFile.contents(of: path)
    #expect(bytes.count == 10_000)
    #expect(Set(bytes).count == 1)
    #expect(try FileSystem.names(in: folder.path) == ["file"])
  }
}
