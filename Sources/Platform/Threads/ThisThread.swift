internal import Glibc

/// The thread that calls.
package enum ThisThread {
  /// Has the system give this thread, and those that it starts from then on, less time than others where there is
  /// too little for all; failing is no error.
  ///
  /// For long work beside a thread that answers keys.
  package static func giveWay() {
    // Of the calling thread alone, other than POSIX has it: see setpriority(2).
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
  }
}
