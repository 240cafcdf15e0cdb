import BantamSystem

/// Calendar arithmetic over columns of days since 1970-01-01.
public enum DayKernels {
  public enum Unit: Sendable {
    case day, week, month, quarter, year
  }

  /// Completed units from a day to another one. Where the first is still to come, the count is negative: a year that
  /// begins tomorrow has -1 completed years, so that "at least 0" means that it has begun.
  ///
  /// A month is completed on the day of the same number, or on the first of the next month where there is none: someone
  /// born on 29 February completes a year on 1 March.
  public static func completed(_ unit: Unit, from first: Int, through last: Int) -> Int {
    switch unit {
    case .day: return last - first
    case .week: return floorDivide(last - first, 7)
    case .month: return completedMonths(first, last)
    case .quarter: return floorDivide(completedMonths(first, last), 3)
    case .year: return floorDivide(completedMonths(first, last), 12)
    }
  }

  private static func completedMonths(_ first: Int, _ last: Int) -> Int {
    let (start, end) = (CivilDate(dayNumber: first), CivilDate(dayNumber: last))
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day ? 1 : 0)
  }

  /// Days outside of this are not of our calendar (years 1 to 9999) and count as missing.
  public static let calendarDays = -719_162...2_932_896

  /// Completed units between each day and `today` in ten-thousandths; `days` is replaced.
  public static func elapsed(_ unit: Unit, today: Int, days: UnsafeMutablePointer<Int64>, count: Int) {
    for row in 0..<count where days[row] != NumberKernels.missing {
      guard let day = Int(exactly: days[row]), calendarDays.contains(day) else {
        days[row] = NumberKernels.missing
        continue
      }
      days[row] = Int64(completed(unit, from: day, through: today)) * 10_000
    }
  }

  /// Which days of the year a span of days touches. 29 February counts as 1 March in years that do not have it.
  public struct Anniversaries: Sendable {
    /// By month · 32 + day.
    private var isInside = [Bool](repeating: false, count: 13 * 32)

    public init(from first: Int, through last: Int) {
      guard first <= last else { return }
      for day in first...min(last, first + 366) {
        let date = CivilDate(dayNumber: day)
        isInside[date.month * 32 + date.day] = true
        if date.month == 3, date.day == 1, !CivilDate.isLeap(date.year) { isInside[2 * 32 + 29] = true }
      }
    }

    /// Yes where the day's month and day lie in the span; `missing` where there is no day.
    public func evaluate(_ days: UnsafePointer<Int64>, missing: UInt8, count: Int, into output: MutablePlanePointer) {
      for row in 0..<count {
        guard let day = Int(exactly: days[row]), calendarDays.contains(day) else {
          output[row] = missing
          continue
        }
        let date = CivilDate(dayNumber: day)
        output[row] = isInside[date.month * 32 + date.day] ? Plane.yes : Plane.no
      }
    }
  }
}
