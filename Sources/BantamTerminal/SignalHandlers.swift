#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What signals do while a terminal is in raw mode, and what they did before.
struct SignalHandlers {
  private var before: [(signal: Int32, action: sigaction)] = []

  /// Those that end the process give the terminal back first; a change of the window's size and going on after a stop
  /// are told to `Notices`.
  mutating func install() {
    for signal in RawMode.endingSignals {
      // What was ignored stays so, such as SIGHUP below `nohup`.
      set(signal, flags: SA_NODEFER | Int32(bitPattern: UInt32(truncatingIfNeeded: SA_RESETHAND)), keepsIgnored: true) {
        RawMode.leave()
        raise($0)
      }
    }
    set(SIGWINCH, flags: SA_RESTART, keepsIgnored: false) { _ in Notices.raise(.resized) }
    set(SIGCONT, flags: SA_RESTART, keepsIgnored: false) { _ in Notices.raise(.continued) }
    unblock()
  }

  /// Whoever started the program may have kept the signals from it.
  private func unblock() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in RawMode.endingSignals + [SIGWINCH, SIGCONT] { sigaddset(&signals, signal) }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  mutating func remove() {
    for (signal, action) in before {
      var action = action
      sigaction(signal, &action, nil)
    }
    before = []
  }

  private mutating func set(
    _ signal: Int32, flags: Int32, keepsIgnored: Bool, _ handler: @escaping @convention(c) (Int32) -> Void
  ) {
    var old = sigaction()
    guard sigaction(signal, nil, &old) == 0, !keepsIgnored || !isIgnored(old) else { return }
    var new = sigaction()
    #if canImport(Glibc)
      new.__sigaction_handler.sa_handler = handler
    #else
      new.__sigaction_u.__sa_handler = handler
    #endif
    new.sa_flags = flags
    if sigaction(signal, &new, nil) == 0 { before.append((signal, old)) }
  }

  private func isIgnored(_ action: sigaction) -> Bool {
    #if canImport(Glibc)
      let handler = action.__sigaction_handler.sa_handler
    #else
      let handler = action.__sigaction_u.__sa_handler
    #endif
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}
