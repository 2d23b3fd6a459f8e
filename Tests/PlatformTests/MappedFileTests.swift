import Glibc
import Synchronization
import Testing

@testable import Platform

private let page = Int(MappingSlots.pageSize)

@Suite("Mapped files")
struct MappedFileTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
  }

  /// A file of as many bytes, each the number of its page and one.
  private func file(pages: Int, more: Int = 0) throws -> SystemFile {
    try Self.file(folder["file"], pages: pages, more: more)
  }

  private static func file(_ path: String, pages: Int, more: Int = 0) throws -> SystemFile {
    let bytes = (0..<pages * page + more).map { UInt8(truncatingIfNeeded: $0 / page + 1) }
    try SystemFile.replace(path, holding: bytes)
    return try SystemFile(path, .updating)
  }

  // MARK: What is mapped

  @Test("it reads what the file holds, from a page on")
  func reading() throws {
    let file = try file(pages: 3, more: 5)
    let whole = try MappedFile(file, 0..<3 * page + 5)
    #expect(try Array(whole.bytes) == SystemFile.contents(of: file.path))
    let part = try MappedFile(file, page..<2 * page + 7)
    #expect(Array(part.bytes) == Array(whole.bytes[page..<2 * page + 7]))
    #expect(!whole.isCut && !part.isCut)
  }

  @Test("it is there after the file was closed, removed and replaced")
  func closed() throws {
    let mapped = try MappedFile(try file(pages: 2), 0..<2 * page)
    try SystemFile.make(folder["other"], holding: [])
    try FileSystem.rename(folder["other"], to: folder["file"])
    #expect(mapped.bytes[0] == 1 && mapped.bytes[page] == 2)
    #expect(!mapped.isCut)
  }

  @Test("no bytes of a file, empty or not, are none")
  func empty() throws {
    for pages in 0...1 {
      let mapped = try MappedFile(try file(pages: pages), 0..<0)
      #expect(mapped.bytes.isEmpty && !mapped.isCut)
    }
  }

  @Test("a range beyond the end throws, and so does one that begins inside a page")
  func beyond() throws {
    let file = try file(pages: 1, more: 5)
    for (range, code) in [
      (0..<page + 6, ERANGE), (2 * page..<3 * page, ERANGE), (1..<5, EINVAL),
    ] {
      let error = #expect(throws: SystemError.self) { try MappedFile(file, range) }
      #expect(error?.operation == "map" && error?.path == file.path)
      #expect(error?.code == code, "\(range): \(error?.reason ?? "")")
    }
  }

  // MARK: Files that are cut short

  @Test("what is gone of a file that was cut short is zeros, and it says so from then on")
  func cut() throws {
    let file = try file(pages: 4)
    let mapped = try MappedFile(file, 0..<4 * page)
    try file.truncate(to: page)
    #expect(mapped.bytes[0] == 1)
    #expect(!mapped.isCut)
    #expect(mapped.bytes[2 * page + 7] == 0)
    #expect(mapped.isCut)
    #expect(mapped.bytes[page...].allSatisfy { $0 == 0 })
    #expect(mapped.bytes[..<page].allSatisfy { $0 == 1 })
    try file.truncate(to: 0)
    #expect(mapped.bytes.allSatisfy { $0 == 0 })
    #expect(mapped.isCut)
  }

  @Test("the last bytes of a file that ends inside a page are zeros too")
  func lastPage() throws {
    let file = try file(pages: 1, more: 5)
    let mapped = try MappedFile(file, 0..<page + 5)
    try file.truncate(to: page)
    #expect(mapped.bytes[page + 4] == 0)
    #expect(mapped.isCut)
  }

  @Test("a cut inside a page gives zeros in the rest of it, unseen")
  func cutInside() throws {
    let file = try file(pages: 1)
    let mapped = try MappedFile(file, 0..<page)
    try file.truncate(to: 5)
    #expect(Array(mapped.bytes[3..<7]) == [1, 1, 0, 0])
    #expect(!mapped.isCut)
  }

  @Test("only the mapping that was read beyond the end is cut")
  func others() throws {
    let one = try Self.file(folder["one"], pages: 2)
    let two = try Self.file(folder["two"], pages: 2)
    let mapped = try [one, two, one].map { try MappedFile($0, 0..<2 * page) }
    try one.truncate(to: 0)
    #expect(mapped[2].bytes[page] == 0)
    #expect(mapped.map(\.isCut) == [false, false, true])
    #expect(mapped[1].bytes[page] == 2)
  }

  @Test("a file that is cut under four threads ends none, and each knows why it reads a zero")
  func fourThreads() throws {
    let file = try file(pages: 0)
    let unexplained = Atomic(0)
    for _ in 0..<300 {
      try file.truncate(to: 4 * page)
      lseek(file.descriptor, 0, SEEK_SET)
      try file.write([UInt8](repeating: 1, count: 4 * page))
      let mapped = try MappedFile(file, 0..<4 * page)
      let ready = Atomic(0)
      runOnThreads(5) { thread in
        ready.add(1, ordering: .sequentiallyConsistent)
        while ready.load(ordering: .sequentiallyConsistent) < 5 { sched_yield() }
        if thread == 0 { return _ = try? file.truncate(to: 0) }
        var (byte, isCut): (UInt8, Bool)
        repeat {
          byte = mapped.bytes[3 * page + thread]
          isCut = mapped.isCut
        } while byte != 0
        if !isCut { unexplained.add(1, ordering: .relaxed) }
      }
      #expect(mapped.bytes.allSatisfy { $0 == 0 })
    }
    #expect(unexplained.load(ordering: .relaxed) == 0)
  }

  // MARK: Mapping again and again

  @Test("a mapping where another was is its own, however often")
  func again() throws {
    let file = try file(pages: 0)
    for _ in 0..<2 * MappingSlots.capacity {
      try file.truncate(to: 2 * page)
      let nothing = try (0..<2).map { _ in try MappedFile(file, 0..<0) }
      var mapped = try [0, page].map { try MappedFile(file, $0..<2 * page) }
      mapped.removeFirst()
      let next = try MappedFile(file, 0..<page)
      mapped.removeFirst()
      let last = try MappedFile(file, 0..<2 * page)
      try file.truncate(to: page)
      guard last.bytes[page] == 0, last.isCut, !next.isCut, nothing.allSatisfy({ !$0.isCut }) else {
        Issue.record("\(last.isCut), \(next.isCut)")
        return
      }
    }
  }

  @Test("so many files are mapped at once, another throws, and there is room when one is gone")
  func full() async {
    await #expect(processExitsWith: .success) {
      let folder = try ScratchFolder()
      let file = try Self.file(folder["file"], pages: 1)
      var mapped = try (0..<MappingSlots.capacity).map { _ in try MappedFile(file, 0..<page) }
      let error = #expect(throws: SystemError.self) { try MappedFile(file, 0..<page) }
      #expect(error?.code == EMFILE)
      mapped.removeLast()
      mapped.append(try MappedFile(file, 0..<page))
      try file.truncate(to: 0)
      #expect(mapped.allSatisfy { $0.bytes[0] == 0 && $0.isCut })
    }
  }

  // MARK: Other faults

  /// Maps a file with the class, and another without it, whose bytes are gone.
  private static func strangeBytes() throws -> (MappedFile, UnsafeMutableRawPointer) {
    let folder = try ScratchFolder()
    let file = try file(folder["file"], pages: 1)
    let mapped = try MappedFile(file, 0..<page)
    let other = try Self.file(folder["other"], pages: 1)
    let bytes = try #require(mmap(nil, page, PROT_READ, MAP_SHARED, other.descriptor, 0))
    for file in [file, other] { try file.truncate(to: 0) }
    #expect(mapped.bytes[0] == 0)
    return (mapped, bytes)
  }

  @Test("a bus error elsewhere ends the process as before")
  func strangeBusError() async {
    await #expect(processExitsWith: .signal(SIGBUS)) {
      let (mapped, bytes) = try Self.strangeBytes()
      exit(Int32(bytes.load(as: UInt8.self) + (mapped.isCut ? 1 : 2)))
    }
  }

  @Test("a bus error that is sent does too")
  func sentBusError() async {
    await #expect(processExitsWith: .signal(SIGBUS)) {
      let (mapped, _) = try Self.strangeBytes()
      raise(SIGBUS)
      exit(mapped.isCut ? 1 : 2)
    }
  }

  @Test("a segmentation fault does too")
  func segmentationFault() async {
    await #expect(processExitsWith: .signal(SIGSEGV)) {
      let (mapped, bytes) = try Self.strangeBytes()
      munmap(bytes, page)
      exit(Int32(bytes.load(as: UInt8.self) + (mapped.isCut ? 1 : 2)))
    }
  }

  @Test("bytes that were unmapped are no mapping's")
  func unmapped() async {
    await #expect(processExitsWith: .signal(SIGSEGV)) {
      let bytes = try Self.strangeBytes().0.bytes
      exit(Int32(bytes[0]))
    }
  }

  @Test("the handler that was there before gets what is not a mapping's, and what is sent")
  func handlerBefore() async {
    await #expect(processExitsWith: .exitCode(43)) {
      var action = sigaction()
      action.__sigaction_handler.sa_sigaction = { signal, information, _ in
        if information?.pointee.si_code ?? 0 <= 0 { return }
        _exit(signal == SIGBUS ? 43 : 1)
      }
      action.sa_flags = SA_SIGINFO
      sigaction(SIGBUS, &action, nil)
      let (mapped, bytes) = try Self.strangeBytes()
      raise(SIGBUS)
      exit(Int32(bytes.load(as: UInt8.self) + (mapped.isCut ? 1 : 2)))
    }
  }

  @Test("a handler before that knows no more than the signal gets it as well")
  func simpleHandlerBefore() async {
    await #expect(processExitsWith: .exitCode(43)) {
      signal(SIGBUS) { signal in _exit(signal == SIGBUS ? 43 : 1) }
      let (mapped, bytes) = try Self.strangeBytes()
      exit(Int32(bytes.load(as: UInt8.self) + (mapped.isCut ? 1 : 2)))
    }
  }

  @Test(
    "where bus errors were ignored, those that are sent still are, and zeros are put all the same")
  func ignoredBefore() async {
    await #expect(processExitsWith: .signal(SIGBUS)) {
      signal(SIGBUS, SIG_IGN)
      let (mapped, bytes) = try Self.strangeBytes()
      raise(SIGBUS)
      let file = try Self.file("\(FileSystem.temporaryFolder)/mapped-\(ThisProcess.id)", pages: 1)
      FileSystem.removeFile(file.path)
      let second = try MappedFile(file, 0..<page)
      try file.truncate(to: 0)
      guard second.bytes[0] == 0, second.isCut, mapped.isCut else { exit(1) }
      exit(Int32(bytes.load(as: UInt8.self)) + 2)
    }
  }
}
