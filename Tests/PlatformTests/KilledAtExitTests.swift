import Glibc
import Testing

@testable import Platform

@Suite("Children that end with this process")
struct KilledAtExitTests {
  private let sessions = KilledAtExit()

  private func startSession() throws -> ChildProcess {
    try ChildProcess(["sleep", "600"], leadsSession: true)
  }

  @Test("a child that is being started at the end is killed too, and none is started after it")
  func beingStarted() throws {
    let child = try startSession()
    defer { child.kill() }
    let (isStarting, mayStart, isOver) = (Semaphore(), Semaphore(), Semaphore())
    let starter = BlockingThread { [sessions] in
      var id = pid_t()
      _ = sessions.add(&id) { id in
        isStarting.post()
        mayStart.wait()
        id = pid_t(child.id)
        return 0
      }
    }
    isStarting.wait()
    let ender = BlockingThread { [sessions] in
      isOver.post()
      sessions.killAll()
    }
    isOver.wait()
    mayStart.post()
    ender?.join()
    starter?.join()
    try #require(child.ends(within: 10_000))
    #expect(ChildProcess.signal(in: child.wait()) == SIGKILL)
    var none = pid_t()
    #expect(sessions.add(&none) { _ in 0 } == ECANCELED)
  }

  @Test("no signal comes to the thread that starts one before it is known")
  func blocked() {
    var terminate = sigset_t()
    sigemptyset(&terminate)
    sigaddset(&terminate, SIGTERM)
    var before = sigset_t()
    pthread_sigmask(SIG_UNBLOCK, &terminate, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var child = pid_t()
    _ = sessions.add(&child) { _ in
      #expect(isBlocked(SIGTERM) && isBlocked(SIGHUP) && isBlocked(SIGINT))
      return ESRCH
    }
    #expect(!isBlocked(SIGTERM))
  }

  private func isBlocked(_ signal: Int32) -> Bool {
    var blocked = sigset_t()
    pthread_sigmask(SIG_BLOCK, nil, &blocked)
    return sigismember(&blocked, signal) == 1
  }

  @Test("a child that was waited for is left alone")
  func waitedFor() throws {
    let child = try startSession()
    defer {
      child.kill()
      _ = child.wait()
    }
    var id = pid_t()
    _ = sessions.add(&id) { id in
      id = pid_t(child.id)
      return 0
    }
    sessions.remove(child.id)
    sessions.killAll()
    #expect(!child.ends(within: 0))
  }
}
