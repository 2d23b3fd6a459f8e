internal import Glibc
public import Synchronization

/// Where a mapping of a file lies in memory, as the handler of bus errors reads it at any moment.
///
/// Invariant: `start` and `end` change only while `generation` is even, and each change of them leaves
/// another generation. Whoever finds the same odd generation before and behind reading them has those of one
/// mapping.
@usableFromInline
struct MappingSlot: ~Copyable {
  /// Odd while this is a mapping's.
  private let generation = Atomic<UInt>(0)
  private let start = Atomic<UInt>(0)
  /// The end of the last page.
  private let end = Atomic<UInt>(0)
  /// Whether zeros are in place of what is gone.
  @usableFromInline let isCut = Atomic(false)

  /// Takes in a mapping, by one thread, before any other knows the mapping.
  func hold(_ bytes: UnsafeMutableRawPointer, count: Int) {
    let first = UInt(bitPattern: bytes)
    let pages = (UInt(count) + MappingSlots.pageSize - 1) / MappingSlots.pageSize
    start.store(first, ordering: .relaxed)
    end.store(first + pages * MappingSlots.pageSize, ordering: .relaxed)
    generation.add(1, ordering: .releasing)
  }

  /// Forgets the mapping, by the last thread that knows it.
  func clear() {
    generation.add(1, ordering: .relaxed)
    // No change of the next mapping's comes before it.
    atomicMemoryFence(ordering: .releasing)
  }

  /// Puts zeros from an address on where it lies in this mapping.
  ///
  /// - Returns: whether it was done.
  fileprivate func fill(from address: UInt) -> Bool {
    let before = generation.load(ordering: .acquiring)
    let (start, end) = (start.load(ordering: .relaxed), end.load(ordering: .relaxed))
    atomicMemoryFence(ordering: .acquiring)
    guard before & 1 == 1, generation.load(ordering: .relaxed) == before, start <= address,
      address < end
    else { return false }
    // First, since other threads may read the zeros as soon as they are there.
    isCut.store(true, ordering: .sequentiallyConsistent)
    let page = address & ~(MappingSlots.pageSize - 1)
    let zeros = mmap(
      UnsafeMutableRawPointer(bitPattern: page), Int(end - page), PROT_READ,
      MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0)
    return zeros != MAP_FAILED
  }
}

/// The mappings of files, and what is done where a file was cut short under one.
///
/// Reading what is gone is a bus error (SIGBUS), whose handler puts zeros there and lets the reading go on.
/// The thread that reads holds the mapping, so that it is not unmapped meanwhile. Any other bus error is left
/// to what was there before.
///
/// A handler of bus errors that was put in place later may be above this one: it asks ``mend`` first.
///
/// What the handler calls allocates nothing, takes no lock and makes nothing that is made when it is first
/// used: ``install`` has made it all.
enum MappingSlots {
  static let capacity = 4_096
  /// In bytes, a power of 2.
  static let pageSize = UInt(sysconf(Int32(_SC_PAGESIZE)))

  // Never freed; each is used as ``MappingSlot`` says.
  private nonisolated(unsafe) static let slots = {
    let slots = UnsafeMutablePointer<MappingSlot>.allocate(capacity: capacity)
    for number in 0..<capacity { (slots + number).initialize(to: MappingSlot()) }
    return slots
  }()
  /// The numbers of those that are no mapping's, the next one last.
  private static let free = Mutex(Array((0..<capacity).reversed()))
  // What a bus error did before; written before the handler is there, and only read from then on.
  private nonisolated(unsafe) static let before = {
    let action = UnsafeMutablePointer<sigaction>.allocate(capacity: 1)
    action.initialize(to: sigaction())
    return action
  }()

  /// Puts the handler in place, once.
  private static let install: Void = {
    _ = (pageSize, fill(from: 0))
    sigaction(SIGBUS, nil, before)
    var action = sigaction()
    action.__sigaction_handler.sa_sigaction = { signal, information, context in
      guard let information else { return }
      handle(signal, information, context)
    }
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER
    sigaction(SIGBUS, &action, nil)
  }()

  /// What puts zeros from an address on where it lies in a mapping, and returns whether it does.
  static var mend: @convention(c) (_ address: UnsafeMutableRawPointer?) -> Bool {
    _ = install
    return { MappingSlots.fill(from: UInt(bitPattern: $0)) }
  }

  /// A slot for a mapping; nil where none is left.
  static func take() -> UnsafeMutablePointer<MappingSlot>? {
    _ = install
    guard let number = free.withLock({ $0.popLast() }) else { return nil }
    slots[number].isCut.store(false, ordering: .relaxed)
    return slots + number
  }

  /// Takes back a slot that is no mapping's.
  static func giveBack(_ slot: UnsafeMutablePointer<MappingSlot>) {
    free.withLock { $0.append(slot - slots) }
  }

  private static func handle(
    _ signal: Int32, _ information: UnsafeMutablePointer<siginfo_t>,
    _ context: UnsafeMutableRawPointer?
  ) {
    // An address is told only where the system found that nothing is there, not where a process sent the
    // signal.
    if information.pointee.si_code == BUS_ADRERR,
      fill(from: UInt(bitPattern: information.pointee._sifields._sigfault.si_addr))
    {
      return
    }
    let number = errno
    leave(signal, information, context)
    errno = number
  }

  /// Keeps `errno`, which the thread may be about to look at.
  private static func fill(from address: UInt) -> Bool {
    let code = errno
    var number = 0
    while number < capacity, !slots[number].fill(from: address) { number += 1 }
    errno = code
    return number < capacity
  }

  /// Does what a bus error did before.
  private static func leave(
    _ signal: Int32, _ information: UnsafeMutablePointer<siginfo_t>,
    _ context: UnsafeMutableRawPointer?
  ) {
    let isSent = information.pointee.si_code <= 0
    let (byDefault, ignored) = (0, 1)
    switch unsafeBitCast(before.pointee.__sigaction_handler.sa_handler, to: Int.self) {
    case ignored where isSent: break
    case byDefault, ignored:
      // What fails is tried again when this returns; what was sent is sent again.
      sigaction(signal, before, nil)
      if isSent { raise(signal) }
    case _ where before.pointee.sa_flags & SA_SIGINFO != 0:
      before.pointee.__sigaction_handler.sa_sigaction?(signal, information, context)
    default:
      before.pointee.__sigaction_handler.sa_handler?(signal)
    }
  }
}
