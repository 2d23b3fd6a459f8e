internal import Glibc
public import Synchronization

// Public, since what a package type has is not inlined into other modules.

/// A file's bytes, mapped read-only; what is written to the file later may show.
///
///     let file = try SystemFile(path, .readingFile)
///     let mapped = try MappedFile(file, 0..<file.size())
///     let answer = look(into: mapped.bytes)
///     guard !mapped.isCut else { … }  // before the answer leaves: it may be made of zeros
///
/// The file may be closed, removed or replaced meanwhile. A system call that is given bytes which are gone
/// fails (`EFAULT`).
public final class MappedFile: Sendable {
  // Only read, and mapped until the last reference is gone.
  /// The bytes; valid as long as this is held.
  public nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
  // Slots are never freed, and this one is no other mapping's as long as this is there.
  private nonisolated(unsafe) let slot: UnsafeMutablePointer<MappingSlot>

  /// Maps a range of a file's bytes.
  ///
  /// Throws `ERANGE` where the range goes beyond the file's end, `EINVAL` where it begins at no multiple of
  /// the page size, `EMFILE` where 4,096 files are mapped already.
  ///
  /// - Parameter file: open for reading.
  package init(_ file: SystemFile, _ range: Range<Int>) throws(SystemError) {
    guard range.upperBound <= (try file.size()) else {
      throw SystemError(path: file.path, operation: "map", code: ERANGE)
    }
    guard let slot = MappingSlots.take() else {
      throw SystemError(path: file.path, operation: "map", code: EMFILE)
    }
    self.slot = slot
    guard !range.isEmpty else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    let start = mmap(
      nil, range.count, PROT_READ, MAP_SHARED, file.descriptor, off_t(range.lowerBound))
    guard let start, start != MAP_FAILED else {
      let failure = file.failure("map")
      MappingSlots.giveBack(slot)
      throw failure
    }
    bytes = UnsafeRawBufferPointer(start: start, count: range.count)
    slot.pointee.hold(start, count: range.count)
  }

  /// Puts zeros where a file was cut short under a mapping, from an address on.
  ///
  /// For a handler of bus errors that may be put in place after the one of the mappings: it calls this first,
  /// with the address that was read, and returns where the answer is true. Where it is false, it may go on to
  /// the handler that was there before it. Safe in a signal handler.
  package static var mend: @convention(c) (_ address: UnsafeMutableRawPointer?) -> Bool {
    MappingSlots.mend
  }

  deinit {
    if let start = bytes.baseAddress {
      // First, since the system may give the addresses to another mapping at once.
      slot.pointee.clear()
      munmap(UnsafeMutableRawPointer(mutating: start), bytes.count)
    }
    MappingSlots.giveBack(slot)
  }

  /// Whether the file was cut short while it was mapped, or could not be read: since then zeros are read in
  /// place of what is gone.
  ///
  /// It is seen where what is gone is read first, so that it is true behind a zero that was read for that
  /// reason, on any thread. A cut inside a page gives zeros in the rest of that page and is not seen: a
  /// checksum or the file's size tells.
  public var isCut: Bool { cut.isSeen }

  /// Tells ``isCut`` without a reference to this; it means nothing when this is gone.
  public var cut: MappingCut { MappingCut(slot) }
}

/// Whether the file of a ``MappedFile`` was cut short, for those who hold the mapping.
public struct MappingCut: Sendable {
  // Slots are never freed.
  @usableFromInline nonisolated(unsafe) let slot: UnsafeMutablePointer<MappingSlot>

  init(_ slot: UnsafeMutablePointer<MappingSlot>) {
    self.slot = slot
  }

  /// As ``MappedFile/isCut``.
  @inlinable
  public var isSeen: Bool {
    // What was read before is not read after it, by the compiler or the processor.
    atomicMemoryFence(ordering: .acquiring)
    return slot.pointee.isCut.load(ordering: .relaxed)
  }
}
