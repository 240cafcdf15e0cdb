import CSQLite

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What SQLite calls back while it works or waits: it stops the connection on an interrupt, and bounds the wait for a
/// lock.
final class Watch {
  let limitMilliseconds: Int
  private(set) var wasInterrupted = false
  let isInterrupted: @Sendable () -> Bool
  private var waitedMilliseconds = 0

  /// Steps of SQLite's machine between two looks at the interrupt: below a millisecond.
  private static let stepsPerLook: Int32 = 20_000

  init(limitMilliseconds: Int, isInterrupted: @escaping @Sendable () -> Bool) {
    self.limitMilliseconds = limitMilliseconds
    self.isInterrupted = isInterrupted
  }

  /// The connection's owner keeps this object alive as long as the connection.
  func attach(to handle: OpaquePointer) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    sqlite3_progress_handler(
      handle, Self.stepsPerLook,
      { context in
        guard let context else { return 0 }
        return Unmanaged<Watch>.fromOpaque(context).takeUnretainedValue().look() ? 1 : 0
      }, context)
    sqlite3_busy_handler(
      handle,
      { context, round in
        guard let context else { return 0 }
        return Unmanaged<Watch>.fromOpaque(context).takeUnretainedValue().wait(round: Int(round)) ? 1 : 0
      }, context)
  }

  /// Whether the program is asked to end.
  func look() -> Bool {
    wasInterrupted = isInterrupted()
    return wasInterrupted
  }

  /// Sleeps a little longer each round; false when the time is up.
  private func wait(round: Int) -> Bool {
    if round == 0 { waitedMilliseconds = 0 }
    if look() || waitedMilliseconds >= limitMilliseconds { return false }
    let pause = min(1 << min(round, 6), 50, limitMilliseconds - waitedMilliseconds)
    usleep(UInt32(pause) * 1000)
    waitedMilliseconds += pause
    return true
  }
}
