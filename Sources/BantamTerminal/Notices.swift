import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What signals and other threads have to say to the thread that waits for keys: flags, and a pipe that ends its
/// waiting.
enum Notices {
  struct Notice: OptionSet, Sendable {
    var rawValue: UInt8

    static let resized = Notice(rawValue: 1)
    static let continued = Notice(rawValue: 2)
    static let woken = Notice(rawValue: 4)
  }

  private static let raised = Atomic<UInt8>(0)
  private static let writeEnd = Atomic<Int32>(-1)

  /// The end that becomes readable, made once for the process; −1 if the system has no pipe left.
  static let readEnd: Int32 = {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return -1 }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    writeEnd.store(ends[1], ordering: .releasing)
    return ends[0]
  }()

  /// Safe in a signal handler and on any thread.
  static func raise(_ notice: Notice) {
    let saved = errno
    raised.bitwiseOr(notice.rawValue, ordering: .acquiringAndReleasing)
    var byte: UInt8 = 0
    // A full pipe wakes as well.
    _ = write(writeEnd.load(ordering: .acquiring), &byte, 1)
    errno = saved
  }

  /// What was raised since the last time.
  static func take() -> Notice {
    var bytes: [UInt8] = Array(repeating: 0, count: 64)
    while read(readEnd, &bytes, bytes.count) == bytes.count {}
    return Notice(rawValue: raised.exchange(0, ordering: .acquiringAndReleasing))
  }
}
