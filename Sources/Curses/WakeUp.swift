internal import CTerminal
internal import Glibc

/// Ends a wait in `Terminal.next` from any thread.
public final class WakeUp: Sendable {
  let descriptor: Int32

  init?() {
    descriptor = rw_wake_open()
    if descriptor < 0 { return nil }
  }

  deinit {
    close(descriptor)
  }

  /// Makes the present or the next `Terminal.next` return `.woken`, once however often called.
  public func signal() {
    rw_wake_signal(descriptor)
  }

  func clear() {
    rw_wake_clear(descriptor)
  }
}
