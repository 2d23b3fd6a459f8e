import Synchronization
import Testing

@testable import Platform

@Suite("Threads and processes")
struct ThreadsTests {
  @Test("each number's work is done once, all of it when the call returns", arguments: 0...5)
  func runningOnThreads(count: Int) {
    let done = Mutex<[Int]>([])
    runOnThreads(count) { number in done.withLock { $0.append(number) } }
    #expect(done.withLock { $0.sorted() } == Array(0..<count))
  }

  @Test("a post ends a wait, also one that begins later")
  func semaphore() {
    let (asked, answered) = (Semaphore(), Semaphore())
    let thread = BlockingThread {
      asked.wait()
      answered.post()
    }
    asked.post()
    answered.wait()
    thread?.join()
  }

  @Test(
    "the processors that a process may use are counted",
    arguments: [("f", 4), ("1,00000003", 3), ("00000000,00000001", 1)])
  func processors(mask: String, count: Int) {
    #expect(Processors.allowed(by: "Name:\tx\nCpus_allowed:\t\(mask)\nThreads:\t1\n") == count)
  }

  @Test("there is at least one processor, and a worker for each, up to four")
  func workers() {
    #expect(Processors.count >= 1)
    #expect(Processors.workers == min(Processors.count, 4))
  }

  @Test("a program reads what it is given and writes where it is told")
  func childProcess() throws {
    var input = try Pipe()
    var output = try Pipe()
    let child = try ChildProcess(
      ["cat"], input: .file(input.reading), output: .file(output.writing))
    input.closeReading()
    output.closeWriting()
    #expect(ThisProcess.isAlive(child.id))
    try input.writing.write(Array("events".utf8))
    input.closeWriting()
    #expect(try output.reading.readToEnd() == Array("events".utf8))
    #expect(child.wait() == 0)
  }

  @Test("a program that fails, and one that is not there, are told apart")
  func failingChildren() throws {
    #expect(try ChildProcess(["false"]).wait() != 0)
    let error = #expect(throws: SystemError.self) { try ChildProcess(["no-such-program"]) }
    #expect(error?.code == ErrorCode.noSuchFile)
  }

  @Test("a process that no number can be is not alive")
  func deadProcess() {
    #expect(ThisProcess.isAlive(ThisProcess.id))
    for id in [0, -1, 2_000_000_000, Int.max] { #expect(!ThisProcess.isAlive(id)) }
  }
}
