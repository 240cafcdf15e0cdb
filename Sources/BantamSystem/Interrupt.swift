import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Ctrl-C and a request to end: long loops poll `isRaised`, roll back and leave.
///
/// The one mutable state of the process: a signal has no other way in.
public enum Interrupt {
  private static let raised = Atomic<Bool>(false)

  public static var isRaised: Bool { raised.load(ordering: .relaxed) }

  /// From now on the first SIGINT or SIGTERM raises the flag; a second one of its kind ends the process at once.
  public static func install() {
    raised.store(false, ordering: .relaxed)
    for signal in [SIGINT, SIGTERM] {
      var action = sigaction()
      #if canImport(Glibc)
        action.__sigaction_handler.sa_handler = { _ in Interrupt.raise() }
      #else
        action.__sigaction_u.__sa_handler = { _ in Interrupt.raise() }
      #endif
      action.sa_flags = Int32(bitPattern: UInt32(truncatingIfNeeded: SA_RESETHAND))
      sigaction(signal, &action, nil)
    }
    unblock()
  }

  /// Whoever started the program may have kept the signals from it.
  private static func unblock() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// What the signal does; also for programs that embed a session.
  public static func raise() { raised.store(true, ordering: .relaxed) }

  /// Waits; a signal ends it early.
  public static func pause(milliseconds: Int) {
    var time = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
    nanosleep(&time, nil)
  }

  /// Takes the flag down, after a session (such as the REPL) has dealt with it.
  public static func clear() { raised.store(false, ordering: .relaxed) }
}
