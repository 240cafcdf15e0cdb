#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The machine's clocks and meters; a run asks once and passes the answer on.
public enum Clock {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public static func now() -> Int64 { nanoseconds(CLOCK_REALTIME) / 1_000_000 }

  /// Nanoseconds since some fixed moment; never runs backwards.
  public static func monotonicNanoseconds() -> Int64 { nanoseconds(CLOCK_MONOTONIC) }

  /// Processor time of all threads of this process so far.
  public static func cpuNanoseconds() -> Int64 { nanoseconds(CLOCK_PROCESS_CPUTIME_ID) }

  /// The most memory this process has held at once; 0 where the system does not say.
  public static func peakMemoryBytes() -> Int {
    // Linux carries the peak of getrusage over from the program that started us, so ask for this address space.
    if let status = try? readFile(path: "/proc/self/status", maximumBytes: 1 << 20) {
      for line in String(decoding: status, as: UTF8.self).split(separator: "\n") where line.hasPrefix("VmHWM:") {
        return (line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) << 10
      }
    }
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return Int(usage.ru_maxrss) << 10
    #else
      getrusage(RUSAGE_SELF, &usage)
      return Int(usage.ru_maxrss)
    #endif
  }

  private static func nanoseconds(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
