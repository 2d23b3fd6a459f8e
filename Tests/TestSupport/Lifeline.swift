import Foundation
import Glibc

/// A FIFO that a program holds open, with all that it starts, for as long as it lives.
///
/// A shell takes hold of it, and says its number, by `exec 5>alive; echo $$ >&5`.
public final class Lifeline {
  /// How long is waited for anything, in milliseconds.
  private static let patience: Int32 = 120_000

  private let descriptor: Int32

  /// Makes the FIFO, before the program is started.
  public init(at path: String) throws {
    guard mkfifo(path, 0o600) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
  }

  deinit { close(descriptor) }

  /// Waits until the program says its number; nil where it does not.
  public func waitForBeginning() -> Int32? {
    var text = ""
    while !text.hasSuffix("\n"), let part = read(), !part.isEmpty { text += part }
    return Int32(text.dropLast())
  }

  /// Waits until nobody holds it any more; whether that came.
  public func waitForEnd() -> Bool {
    while let part = read() {
      if part.isEmpty { return true }
    }
    return false
  }

  /// What is said next, which is empty once nobody holds it who held it before; nil where nothing comes.
  private func read() -> String? {
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard Glibc.poll(&poll, 1, Self.patience) == 1 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
