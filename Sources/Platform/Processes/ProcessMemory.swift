/// The memory of processes that stands for no file: what `RssAnon` is in `proc_pid_status(5)`.
package enum ProcessMemory {
  /// How many bytes of it a process has; nil once it has ended, or where the system does not tell.
  package static func anonymousBytes(of process: Int = ThisProcess.id) -> Int? {
    let name = "RssAnon:"
    guard let file = try? SystemFile("/proc/\(process)/status", .reading),
      let status = try? file.readNext(atMost: 4096),
      let line = status.split(separator: UInt8(ascii: "\n")).first(where: {
        $0.starts(with: name.utf8)
      })
    else { return nil }
    let words = String(decoding: line, as: UTF8.self).split { " \t".contains($0) }
    return Int(words[1]).map { $0 * 1024 }
  }

  /// Gives what this process has freed back to the system, as far as the C library can.
  package static func giveBack() {
    _ = trim?(0)
  }

  /// Has every block of a mebibyte or more be given back to the system when it is freed, at once.
  ///
  /// Else the C library keeps more and more of such blocks, of which lists that grow leave many behind. It is for
  /// programs, and called before there is a second thread.
  package static func giveBackLargeBlocks() {
    // M_MMAP_THRESHOLD of `mallopt(3)`.
    _ = setOption?(-3, 1 << 20)
  }

  private static var setOption: (@convention(c) (Int32, Int32) -> Int32)? {
    DynamicLibrary(firstOf: ["libc.so.6"])?
      .function("mallopt", as: (@convention(c) (Int32, Int32) -> Int32).self)
  }

  /// `malloc_trim(3)`, which Swift's import of the C library does not have.
  private static let trim = DynamicLibrary(firstOf: ["libc.so.6"])?
    .function("malloc_trim", as: (@convention(c) (Int) -> Int32).self)
}
