import BantamProgram

/// Windows in time as intervals, without a clock.
///
/// How many days three months have depends on the day of the run, so that windows are compared only within one group of
/// units, and those against fixed dates only with each other. In each group a moment has a place in half units before
/// (negative) or after the run: 2k is the moment exactly k units away, odd numbers lie between.
enum TimeFrame {
  enum Unit: Hashable, Sendable {
    /// Minutes; hours are sixty.
    case minutes
    /// Days; weeks are seven.
    case days
    /// Months; years are twelve.
    case months
  }

  /// A window's aspect and interval.
  ///
  /// - Parameter isDate: whether it is asked of calendar dates, whose last N days include today; else of instants.
  static func window(_ test: TimeTest, isDate: Bool, instant: (Moment) -> ClosedRange<Int64>?) -> (Aspect, Intervals)? {
    switch test {
    case .inLast(let duration):
      let (unit, count) = halves(duration)
      return (.fromNow(unit), isDate ? Intervals(1 - count, 0) : Intervals(-count, -1))
    case .inNext(let duration):
      let (unit, count) = halves(duration)
      return (.fromNow(unit), Intervals(0, count - 1))
    case .olderThan(let duration):
      let (unit, count) = halves(duration)
      return (.fromNow(unit), Intervals(Intervals.least, isDate ? -count : -count - 1))
    case .before(let moment):
      return instant(moment).map { (.absolute, Intervals(Intervals.least, $0.lowerBound - 1)) }
    case .after(let moment): return instant(moment).map { (.absolute, Intervals($0.upperBound + 1, .max)) }
    case .on(let moment): return instant(moment).map { (.absolute, Intervals($0.lowerBound, $0.upperBound)) }
    case .between(let low, let high):
      let first = low.map { instant($0)?.lowerBound } ?? Intervals.least
      let last = high.map { instant($0)?.upperBound } ?? Int64.max
      guard let first, let last else { return nil }
      return (.absolute, Intervals(first, last))
    case .calendar(let unit, let offset): return (.calendar(unit), Intervals(Int64(offset), Int64(offset)))
    case .anniversaryInNext(let duration):
      let (unit, count) = halves(duration)
      return (.anniversary(unit), Intervals(0, count - 1))
    }
  }

  private static func halves(_ duration: Duration) -> (Unit, Int64) {
    let count = Int64(duration.count)
    switch duration.unit {
    case .minute: return (.minutes, 2 * count)
    case .hour: return (.minutes, 120 * count)
    case .day: return (.days, 2 * count)
    case .week: return (.days, 14 * count)
    case .month: return (.months, 2 * count)
    case .year: return (.months, 24 * count)
    }
  }
}
