import Platform
import Testing

@Suite("Pipes to and from a child")
struct ChildPipeTests {
  @Test("what the other end does not take is not written, and what is not there not read")
  func notNow() throws {
    let (reading, writing) = try Pipe().split()
    try reading.makeNonBlocking()
    try writing.makeNonBlocking()
    #expect(try reading.readNow(atMost: 10) == nil)
    let bytes = [UInt8](repeating: 7, count: 1 << 20)[...]
    let count = try writing.writeNow(bytes)
    #expect(count > 0 && count < bytes.count)
    #expect(try writing.writeNow(bytes) == 0)
    #expect(try reading.readNow(atMost: 10) == [UInt8](repeating: 7, count: 10))
  }

  @Test("writing where nobody reads is an error and no signal")
  func noReader() throws {
    var pipe = try Pipe()
    pipe.closeReading()
    let error = #expect(throws: SystemError.self) { try pipe.writing.writeNow([1]) }
    #expect(error?.code == ErrorCode.closedPipe)
    let waiting = #expect(throws: SystemError.self) {
      try SystemSignal.withoutBrokenPipe { () throws(SystemError) in try pipe.writing.write([1]) }
    }
    #expect(waiting?.code == ErrorCode.closedPipe)
  }

  @Test("a child that any thread may kill is waited for once")
  func shared() throws {
    let (reading, writing) = try Pipe().split()
    let child = SharedChild(try ChildProcess(["sleep", "600"], output: .file(writing)))
    child.kill()
    #expect(child.ends(within: 10_000))
    #expect((child.end()?.status).flatMap(ChildProcess.signal) == 9)
    #expect(child.end() == nil)
    child.kill()
    _ = reading
  }

  @Test("a program that is still being written is started once it is whole")
  func beingWritten() throws {
    let path = "/tmp/rewind-written-\(ThisProcess.id).sh"
    defer { FileSystem.removeFile(path) }
    let isWritten = Semaphore()
    let writer = BlockingThread {
      let file = try? SystemFile(path, .replacing, permissions: 0o755)
      try? file?.write(Array("#!/bin/sh\nexit 7\n".utf8))
      isWritten.post()
      // So long it stays open.
      withExtendedLifetime(file) { Semaphore().wait(atMostMilliseconds: 50) }
    }
    isWritten.wait()
    defer { writer?.join() }
    #expect(try ChildProcess([path]).wait() >> 8 == 7)
  }

  @Test("a child has the signals as they are by default, whatever this process ignores")
  func signals() throws {
    let before = SystemSignal.ignore(SystemSignal.fileTooLarge)
    defer { before.restore() }
    let (reading, writing) = try Pipe().split()
    let child = try ChildProcess(["grep", "SigIgn", "/proc/self/status"], output: .file(writing))
    #expect(child.wait() == 0)
    let line = String(decoding: try reading.readNext(atMost: 4096), as: UTF8.self)
    let ignored = UInt64(line.split(separator: "\t").last?.dropLast() ?? "", radix: 16)
    #expect(try #require(ignored) & (1 << UInt64(SystemSignal.fileTooLarge - 1)) == 0)
  }

  @Test("a pipe has no writer once its last one is closed, and its end behind what was written")
  func noWriter() throws {
    var pipe = try Pipe()
    try pipe.reading.makeNonBlocking()
    #expect(!pipe.reading.hasNoWriter)
    try pipe.writing.write([1])
    pipe.closeWriting()
    #expect(pipe.reading.hasNoWriter)
    #expect(try pipe.reading.readNow(atMost: 10) == [1])
    #expect(try pipe.reading.readNow(atMost: 10) == [])
  }

  @Test("a wait ends when something can be read or written")
  func waiting() throws {
    let full = try Pipe().split()
    try full.writing.makeNonBlocking()
    while try full.writing.writeNow([UInt8](repeating: 0, count: 4096)[...]) > 0 {}
    let other = try Pipe().split()
    try other.writing.write([1])
    SystemFile.wait(toRead: [other.reading], orWrite: full.writing, within: -1)
    SystemFile.wait(toRead: [], orWrite: other.writing, within: -1)
  }

  @Test("a child starts in the folder that it is given")
  func folder() throws {
    let scratch = try ScratchFolder()
    let (reading, writing) = try Pipe().split()
    let child = try ChildProcess(["pwd", "-P"], output: .file(writing), folder: scratch.path)
    #expect(child.wait() == 0)
    let printed = String(decoding: try reading.readNext(atMost: 4096), as: UTF8.self)
    #expect(printed == "\(try #require(FileSystem.realPath(scratch.path)))\n")
  }

  @Test("how a child ended is told in words")
  func ending() throws {
    #expect(
      ChildProcess.ending(in: try ChildProcess(["sh", "-c", "exit 3"]).wait()) == "exit status 3")
    #expect(
      ChildProcess.ending(in: try ChildProcess(["sh", "-c", "kill -9 $$"]).wait()) == "signal 9")
  }
}
