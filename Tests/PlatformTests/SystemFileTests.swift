import Testing

@testable import Platform

@Suite("Open files")
struct SystemFileTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
  }

  @Test("what cannot be opened says so, with the path and the system's reason")
  func missing() {
    let error = #expect(throws: SystemError.self) { try SystemFile(folder["gone"], .reading) }
    #expect(error?.code == ErrorCode.noSuchFile)
    #expect(error?.description == "\(folder["gone"]): cannot open: No such file or directory")
  }

  @Test("a file that is made must not be there; one that is replaced may be")
  func making() throws {
    try SystemFile.make(folder["file"], holding: [1, 2, 3])
    let error = #expect(throws: SystemError.self) {
      try SystemFile.make(folder["file"], holding: [4])
    }
    #expect(error?.code == ErrorCode.exists)
    #expect(try SystemFile.contents(of: folder["file"]) == [1, 2, 3])
    try SystemFile.replace(folder["file"], holding: [4])
    #expect(try SystemFile.contents(of: folder["file"]) == [4])
  }

  @Test("reading at a place gives what is there, and less where the file ends")
  func reading() throws {
    try SystemFile.make(folder["file"], holding: Array(0..<10))
    let file = try SystemFile(folder["file"], .reading)
    var buffer = [UInt8](repeating: 99, count: 4)
    for (place, expected) in [(2, [2, 3, 4, 5]), (8, [8, 9]), (10, [])] as [(Int, [UInt8])] {
      let count = try buffer.withUnsafeMutableBytes { try file.read(at: place, into: $0) }
      #expect(Array(buffer[..<count]) == expected)
    }
  }

  @Test("bytes go to the end of a file that is opened to append, and a cut takes them away")
  func appending() throws {
    let file = try SystemFile(folder["file"], .appendingOrMaking)
    for byte in 1...3 as ClosedRange<UInt8> { try file.write([byte]) }
    try file.truncate(to: 2)
    #expect(try file.size() == 2)
    #expect(try SystemFile.contents(of: folder["file"]) == [1, 2])
  }

  @Test("a file without a name leaves none")
  func withoutName() throws {
    let file = try SystemFile.withoutName()
    try file.write([1, 2])
    #expect(try file.status().size == 2)
    #expect(!FileSystem.exists(file.path))
  }

  @Test("two files have two identities, and a link has that of its file")
  func identity() throws {
    try SystemFile.make(folder["one"], holding: [])
    try SystemFile.make(folder["two"], holding: [])
    let one = FileStatus.id(of: folder["one"])
    #expect(one != nil && one != FileStatus.id(of: folder["two"]))
    #expect(try SystemFile(folder["one"], .reading).status().id == one)
    #expect(FileStatus.id(of: folder["gone"]) == nil)
  }

  @Test("a lock excludes every other opening of the file, until it is given back")
  func locking() throws {
    let one = try SystemFile(folder["lock"], .updatingOrMaking)
    let two = try SystemFile(folder["lock"], .updatingOrMaking)
    #expect(try one.tryLock())
    #expect(try !two.tryLock())
    #expect(try !two.tryLock(isShared: true))
    #expect(two.lockHolder() == ThisProcess.id)
    one.unlock()
    #expect(try two.tryLock(isShared: true))
    #expect(try one.tryLock(isShared: true))
    #expect(try !one.tryLock())
  }

  @Test("what is written to a pipe is read from it, until its end is closed")
  func pipe() throws {
    var pipe = try Pipe()
    #expect(!pipe.reading.isReadable(within: 0))
    try pipe.writing.write([1, 2])
    #expect(SystemFile.readable(among: [pipe.reading], within: 0) == [0])
    #expect(try pipe.reading.readNext(atMost: 10) == [1, 2])
    try pipe.writing.write([3])
    pipe.closeWriting()
    #expect(try pipe.reading.readToEnd() == [3])
  }
}
