/// Numbers per contact out of planes over activities.
///
/// `offsets` holds `count` + 1 positions; the activities of contact r are those from `offsets[r]` to `offsets[r + 1]`,
/// counted from `offsets[0]`, where the planes and values begin.
public enum ActivityKernels {
  public static let missing = NumberKernels.missing

  /// Yes where the instant lies in the closed range.
  public static func window(
    _ instants: UnsafePointer<Int64>, from first: Int64, through last: Int64, count: Int,
    into output: MutablePlanePointer
  ) {
    for index in 0..<count {
      output[index] = instants[index] >= first && instants[index] <= last ? Plane.yes : Plane.no
    }
  }

  /// How many activities hold, by running totals: no branch on the number of a contact's activities.
  public static func count(
    _ plane: PlanePointer, offsets: UnsafePointer<Int32>, count: Int, totals: UnsafeMutablePointer<Int32>,
    into output: UnsafeMutablePointer<Int64>
  ) {
    let origin = offsets[0]
    let activityCount = Int(offsets[count] - origin)
    var total: Int32 = 0
    totals[0] = 0
    for index in 0..<activityCount {
      total &+= Int32(plane[index] & 1)
      totals[index + 1] = total
    }
    for row in 0..<count {
      output[row] = Int64(totals[Int(offsets[row + 1] - origin)] &- totals[Int(offsets[row] - origin)])
    }
  }

  /// The instant of the first or last activity that holds; missing without one.
  public static func edge(
    isLast: Bool, _ plane: PlanePointer, _ instants: UnsafePointer<Int64>, offsets: UnsafePointer<Int32>, count: Int,
    into output: UnsafeMutablePointer<Int64>
  ) {
    let origin = offsets[0]
    for row in 0..<count {
      let range = Int(offsets[row] - origin)..<Int(offsets[row + 1] - origin)
      let index = isLast ? range.last { plane[$0] & 1 != 0 } : range.first { plane[$0] & 1 != 0 }
      output[row] = index.map { instants[$0] } ?? missing
    }
  }

  public enum Total: Sendable {
    case sum, average, minimum, maximum
  }

  /// Over the known values of the activities that hold. The sum of none is 0, the others are missing then; so is what
  /// does not fit 64 bits. An average is rounded half away from zero.
  public static func aggregate(
    _ total: Total, _ plane: PlanePointer, _ values: UnsafePointer<Int64>, offsets: UnsafePointer<Int32>, count: Int,
    into output: UnsafeMutablePointer<Int64>
  ) {
    let origin = offsets[0]
    for row in 0..<count {
      var known: Int64 = 0
      var sum: Int128 = 0
      var least = Int64.max
      var greatest = Int64.min
      for index in Int(offsets[row] - origin)..<Int(offsets[row + 1] - origin)
      where plane[index] & 1 != 0 && values[index] != missing {
        known += 1
        sum += Int128(values[index])
        least = min(least, values[index])
        greatest = max(greatest, values[index])
      }
      switch total {
      case .sum: output[row] = Int64(exactly: sum) ?? missing
      case .average: output[row] = known == 0 ? missing : Int64(divideRounding(sum, by: Int128(known)))
      case .minimum: output[row] = known == 0 ? missing : least
      case .maximum: output[row] = known == 0 ? missing : greatest
      }
    }
  }

  /// 1 where an activity of `plane` follows one of `earlier`, later than it and at most so many milliseconds.
  public static func sequence(
    _ plane: PlanePointer, after earlier: PlanePointer, withinMilliseconds limit: Int64,
    _ instants: UnsafePointer<Int64>, offsets: UnsafePointer<Int32>, count: Int,
    into output: UnsafeMutablePointer<Int64>
  ) {
    let origin = offsets[0]
    for row in 0..<count {
      let range = Int(offsets[row] - origin)..<Int(offsets[row + 1] - origin)
      output[row] = follows(plane, earlier, limit, instants, range) ? 1 : 0
    }
  }

  private static func follows(
    _ plane: PlanePointer, _ earlier: PlanePointer, _ limit: Int64, _ instants: UnsafePointer<Int64>,
    _ range: Range<Int>
  ) -> Bool {
    // The latest earlier one before the current instant, and the latest one at it.
    var before: Int64?
    var latest: Int64?
    var current: Int64?
    for index in range {
      let instant = instants[index]
      if instant != current {
        before = latest
        current = instant
      }
      if plane[index] & 1 != 0, let before {
        let gap = instant.subtractingReportingOverflow(before)
        if !gap.overflow, gap.partialValue <= limit { return true }
      }
      if earlier[index] & 1 != 0 { latest = instant }
    }
    return false
  }

  /// Points that halve every so many days, in a straight line between two halvings.
  public struct Ageing: Sendable {
    public var points: Int64
    public var halvingDays: Int64
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public var asOf: Int64

    public init(points: Int64, halvingDays: Int64, asOf: Int64) {
      self.points = points
      self.halvingDays = max(halvingDays, 1)
      self.asOf = asOf
    }

    /// Thousandths of points, rounded half up in magnitude; age counts in whole days, the future as none.
    public func thousandths(at instant: Int64) -> Int64 {
      let age = asOf.subtractingReportingOverflow(instant)
      if age.overflow { return instant < 0 ? 0 : points * 1000 }
      let days = max(age.partialValue, 0) / 86_400_000
      let (halvings, rest) = days.quotientAndRemainder(dividingBy: halvingDays)
      if halvings >= 40 { return 0 }
      let dividend = Int128(points.magnitude) * 1000 * Int128(2 * halvingDays - rest)
      let divisor = (2 * Int128(halvingDays)) << Int128(halvings)
      let magnitude = Int64(truncatingIfNeeded: (2 * dividend + divisor) / (2 * divisor))
      return points < 0 ? -magnitude : magnitude
    }
  }

  /// The sum of the points aged from each activity that holds.
  public static func agedEach(
    _ ageing: Ageing, _ plane: PlanePointer, _ instants: UnsafePointer<Int64>, offsets: UnsafePointer<Int32>,
    count: Int, into output: UnsafeMutablePointer<Int64>
  ) {
    let origin = offsets[0]
    for row in 0..<count {
      var sum: Int64 = 0
      for index in Int(offsets[row] - origin)..<Int(offsets[row + 1] - origin) where plane[index] & 1 != 0 {
        sum &+= ageing.thousandths(at: instants[index])
      }
      output[row] = sum
    }
  }

  /// The points aged from the latest activity that holds; 0 without one.
  public static func agedLatest(
    _ ageing: Ageing, _ plane: PlanePointer, _ instants: UnsafePointer<Int64>, offsets: UnsafePointer<Int32>,
    count: Int, into output: UnsafeMutablePointer<Int64>
  ) {
    edge(isLast: true, plane, instants, offsets: offsets, count: count, into: output)
    for row in 0..<count { output[row] = output[row] == missing ? 0 : ageing.thousandths(at: output[row]) }
  }
}
