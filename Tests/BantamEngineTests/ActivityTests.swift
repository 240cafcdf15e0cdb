import BantamColumns
import Testing

/// Counters of one contact, by hand. Instants in days.
@Suite struct ActivityTests {
  private static let day: Int64 = 86_400_000

  private func number(
    _ days: [Int64], _ body: (UnsafePointer<Int64>, UnsafePointer<Int32>, UnsafeMutablePointer<Int64>) -> Void
  ) -> Int64 {
    let instants = days.map { $0 * Self.day }
    let offsets: [Int32] = [0, Int32(days.count)]
    var output: [Int64] = [0]
    body(instants + [0], offsets, &output)
    return output[0]
  }

  /// Points, halving days, age in days, thousandths.
  @Test(
    arguments: [
      (50, 30, 0, 50_000), (50, 30, 15, 37_500), (50, 30, 30, 25_000), (50, 30, 45, 18_750), (50, 30, 60, 12_500),
      (1, 3, 1, 833), (1, 3, 2, 667), (1, 1, 9, 2), (1, 1, 10, 1), (1, 1, 11, 0), (-1, 3, 1, -833), (100, 30, 1_200, 0),
      (50, 30, -5, 50_000),
    ] as [(Int64, Int64, Int64, Int64)])
  func ageing(points: Int64, halvingDays: Int64, age: Int64, thousandths: Int64) {
    let ageing = ActivityKernels.Ageing(points: points, halvingDays: halvingDays, asOf: 2_000 * Self.day)
    #expect(ageing.thousandths(at: (2_000 - age) * Self.day) == thousandths)
  }

  @Test func ageCountsWholeDays() {
    let ageing = ActivityKernels.Ageing(points: 10, halvingDays: 1, asOf: 10 * Self.day)
    #expect(ageing.thousandths(at: 9 * Self.day + 1) == 10_000)
    #expect(ageing.thousandths(at: 9 * Self.day) == 5_000)
  }

  /// A demo (`d`) after a webinar (`w`), both (`b`), within so many days.
  @Test(
    arguments: [
      ("wd", [0, 30], 30, 1), ("wd", [0, 31], 30, 0), ("dw", [0, 1], 30, 0), ("wd", [5, 5], 30, 0), ("b", [1], 30, 0),
      ("bb", [1, 2], 1, 1), ("wwd", [0, 20, 40], 20, 1), ("wbd", [0, 7, 7], 7, 1), ("", [], 9, 0),
    ] as [(String, [Int64], Int64, Int64)])
  func sequences(kinds: String, days: [Int64], within: Int64, expected: Int64) {
    let demos = kinds.map { $0 == "w" ? Plane.no : Plane.yes } + [0]
    let webinars = kinds.map { $0 == "d" ? Plane.no : Plane.yes } + [0]
    let found = number(days) { instants, offsets, output in
      ActivityKernels.sequence(
        demos, after: webinars, withinMilliseconds: within * Self.day, instants, offsets: offsets, count: 1,
        into: output)
    }
    #expect(found == expected)
  }

  /// Missing values are left out.
  @Test(
    arguments: [
      ([10, 21, nil], 31, 16, 10, 21), ([nil], 0, nil, nil, nil), ([], 0, nil, nil, nil),
      ([-10, -21], -31, -16, -21, -10),
      ([1, 1, 2], 4, 1, 1, 2),
    ] as [([Int64?], Int64, Int64?, Int64?, Int64?)])
  func aggregates(values: [Int64?], sum: Int64, average: Int64?, least: Int64?, greatest: Int64?) {
    let cells = values.map { $0 ?? .min } + [0]
    let plane = Array(repeating: Plane.yes, count: cells.count)
    func total(_ total: ActivityKernels.Total) -> Int64? {
      let found = number(values.map { _ in 0 }) { _, offsets, output in
        ActivityKernels.aggregate(total, plane, cells, offsets: offsets, count: 1, into: output)
      }
      return found == .min ? nil : found
    }
    #expect(total(.sum) == sum)
    #expect(total(.average) == average)
    #expect(total(.minimum) == least)
    #expect(total(.maximum) == greatest)
  }
}
