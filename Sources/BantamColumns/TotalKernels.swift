/// Totals out of points, grades out of totals.
public enum TotalKernels {
  /// Adds points · multiplier.
  public static func add(
    _ points: UnsafePointer<Int32>, multiplier: Int64, count: Int, into totals: UnsafeMutablePointer<Int64>
  ) {
    for row in 0..<count { totals[row] &+= Int64(points[row]) &* multiplier }
  }

  /// Adds (points - base) · multiplier.
  public static func add(
    _ points: UnsafePointer<Int32>, minus base: UnsafePointer<Int32>, multiplier: Int64, count: Int,
    into totals: UnsafeMutablePointer<Int64>
  ) {
    for row in 0..<count { totals[row] &+= (Int64(points[row]) &- Int64(base[row])) &* multiplier }
  }

  /// Adds the weight where both ends of the interval are the same.
  public static func addComplete(
    _ low: UnsafePointer<Int32>, _ high: UnsafePointer<Int32>, weight: Int64, count: Int,
    into weights: UnsafeMutablePointer<Int64>
  ) {
    for row in 0..<count { weights[row] &+= low[row] == high[row] ? weight : 0 }
  }

  /// The index of the first grade whose threshold is reached; thresholds fall, the last grade has none.
  public static func grades(
    _ totals: UnsafePointer<Int64>, thresholds: [Int64], count: Int, into grades: UnsafeMutablePointer<UInt8>
  ) {
    grades.update(repeating: 0, count: count)
    for threshold in thresholds {
      for row in 0..<count { grades[row] &+= totals[row] < threshold ? 1 : 0 }
    }
  }

  /// The lowest grade where one of these bits of the veto's plane is set.
  public static func veto(
    _ plane: PlanePointer, bits: UInt8, lowest: UInt8, count: Int, into grades: UnsafeMutablePointer<UInt8>
  ) {
    for row in 0..<count {
      let old = grades[row]
      grades[row] = plane[row] & bits != 0 ? lowest : old
    }
  }

  /// The number of the veto where it holds; called from the last veto to the first.
  public static func name(
    veto number: UInt16, _ plane: PlanePointer, count: Int, into vetoes: UnsafeMutablePointer<UInt16>
  ) {
    for row in 0..<count {
      let old = vetoes[row]
      vetoes[row] = plane[row] & 1 != 0 ? number : old
    }
  }

  /// What one question leaves open, and the best question so far.
  public struct Questions {
    public var lows: UnsafeMutablePointer<Int64>
    public var highs: UnsafeMutablePointer<Int64>
    public var gradeLows: UnsafeMutablePointer<UInt8>
    public var gradeHighs: UnsafeMutablePointer<UInt8>
    public var bestGradeSpans: UnsafeMutablePointer<UInt8>
    public var bestSpans: UnsafeMutablePointer<Int64>
    public var best: UnsafeMutablePointer<UInt16>

    public init(
      lows: UnsafeMutablePointer<Int64>, highs: UnsafeMutablePointer<Int64>, gradeLows: UnsafeMutablePointer<UInt8>,
      gradeHighs: UnsafeMutablePointer<UInt8>, bestGradeSpans: UnsafeMutablePointer<UInt8>,
      bestSpans: UnsafeMutablePointer<Int64>, best: UnsafeMutablePointer<UInt16>
    ) {
      self.lows = lows
      self.highs = highs
      self.gradeLows = gradeLows
      self.gradeHighs = gradeHighs
      self.bestGradeSpans = bestGradeSpans
      self.bestSpans = bestSpans
      self.best = best
    }
  }

  /// Puts this question in the place of a better one: more grades first, then more points; the earlier one on a tie.
  public static func ask(question number: UInt16, count: Int, _ questions: Questions) {
    let (lows, highs) = (questions.lows, questions.highs)
    let (gradeLows, gradeHighs) = (questions.gradeLows, questions.gradeHighs)
    let (bestGradeSpans, bestSpans, best) = (questions.bestGradeSpans, questions.bestSpans, questions.best)
    for row in 0..<count {
      let (gradeSpan, bestGradeSpan) = (gradeLows[row] &- gradeHighs[row], bestGradeSpans[row])
      let (span, bestSpan, old) = (highs[row] &- lows[row], bestSpans[row], best[row])
      let isBetter = gradeSpan > bestGradeSpan || (gradeSpan == bestGradeSpan && span > bestSpan)
      bestGradeSpans[row] = isBetter ? gradeSpan : bestGradeSpan
      bestSpans[row] = isBetter ? span : bestSpan
      best[row] = isBetter ? number : old
    }
  }
}
