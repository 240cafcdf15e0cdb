import Synchronization

#if canImport(Glibc)
  @preconcurrency import Glibc
#else
  import Darwin
#endif

/// The terminal's settings, and that they come back however the process ends.
///
/// There is one per process, since a signal reaches it by no other way than a global.
enum RawMode {
  /// Signals that end a process, unless it says otherwise.
  static let endingSignals = [SIGTERM, SIGHUP, SIGINT, SIGQUIT]

  private static var turnedOn: StaticString { "\u{1B}[?2004h" }
  /// Pastes without marks again, and the cursor visible.
  private static var turnedOff: StaticString { "\u{1B}[?2004l\u{1B}[?25h" }

  /// Whether the terminal is in raw mode and `settings` holds what it was before.
  private static let isOn = Atomic<Bool>(false)
  private static let isTaken = Atomic<Bool>(false)
  /// Written only while `isOn` is false.
  private nonisolated(unsafe) static let settings = UnsafeMutablePointer<termios>.allocate(capacity: 1)
  private static let input = Atomic<Int32>(-1)
  private static let output = Atomic<Int32>(-1)
  private static let restoresAtExit: Bool = atexit { RawMode.leave() } == 0

  /// Whether nobody else of this process has it.
  static func take(input: Int32, output: Int32) -> Bool {
    guard isTaken.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged else {
      return false
    }
    Self.input.store(input, ordering: .relaxed)
    Self.output.store(output, ordering: .relaxed)
    return restoresAtExit
  }

  static func giveBack() { isTaken.store(false, ordering: .releasing) }

  /// Bytes come as they are typed, unechoed, and no key is a signal; a line feed only goes down.
  static func enter() -> Bool {
    let descriptor = input.load(ordering: .relaxed)
    guard !isOn.load(ordering: .acquiring), tcgetattr(descriptor, settings) == 0 else { return false }
    isOn.store(true, ordering: .releasing)
    if !apply() {
      isOn.store(false, ordering: .releasing)
      return false
    }
    return true
  }

  /// After the process was stopped and somebody else had the terminal.
  @discardableResult static func apply() -> Bool {
    var raw = settings.pointee
    cfmakeraw(&raw)
    guard isOn.load(ordering: .acquiring), tcsetattr(input.load(ordering: .relaxed), TCSADRAIN, &raw) == 0 else {
      return false
    }
    _ = write(output.load(ordering: .relaxed), turnedOn.utf8Start, turnedOn.utf8CodeUnitCount)
    return true
  }

  /// Safe in a signal handler: nothing but atomics and system calls.
  static func leave() {
    guard isOn.exchange(false, ordering: .acquiringAndReleasing) else { return }
    _ = write(output.load(ordering: .relaxed), turnedOff.utf8Start, turnedOff.utf8CodeUnitCount)
    tcsetattr(input.load(ordering: .relaxed), TCSANOW, settings)
  }
}
