import BantamPlan
import BantamProgram
import BantamSystem
import Testing

/// Totals are exact: numerator by denominator is the weighted average, to the last digit.
struct DenominatorTests {
  /// A fraction in lowest terms.
  struct Fraction: Equatable {
    var top: Int128
    var bottom: Int128

    init(_ top: Int128, _ bottom: Int128) {
      var (larger, smaller) = (max(top, -top), bottom)
      while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
      let divisor = max(larger, 1)
      self.top = top / divisor
      self.bottom = bottom / divisor
    }

    static func + (first: Fraction, second: Fraction) -> Fraction {
      Fraction(first.top * second.bottom + second.top * first.bottom, first.bottom * second.bottom)
    }
  }

  @Test(arguments: 0..<200)
  func totalsAreExact(_ seed: Int) throws {
    var numbers = Numbers(seed: UInt64(seed))
    var rules = "score fit {\n"
    var weights: [Int] = []
    var sums: [Int] = []
    for index in 0..<Int.random(in: 1...6, using: &numbers) {
      weights.append(Int.random(in: index == 0 ? 1...100 : 0...100, using: &numbers))
      sums.append([100, 100, 60, 80, 150, 7, 33][Int.random(in: 0..<7, using: &numbers)])
      let ages = Bool.random(using: &numbers) ? "halving every 30 days" : ""
      rules += "  d\(index) weight \(weights[index]) sum to \(sums[index]) { 5 per \"visit\" \(ages) }\n"
    }
    let threshold = Int.random(in: 1...999_999, using: &numbers)
    let (whole, rest) = (threshold / 10_000, String(threshold % 10_000 + 10_000).dropFirst())
    rules += "}\ngrades of fit { A from \(whole).\(rest), B otherwise }\n"
    let score = try planned(rules).scores[0]

    for _ in 0..<20 {
      var numerator: Int64 = 0
      var total = Fraction(0, 1)
      for (index, discipline) in score.disciplines.enumerated() {
        let raw = Int64.random(in: 0...discipline.fullMarks, using: &numbers)
        numerator += raw * discipline.multiplier
        let points = Fraction(Int128(raw) * 100, Int128(discipline.fullMarks))
        let share = Fraction(Int128(weights[index]), Int128(weights.reduce(0, +)))
        total = total + Fraction(points.top * share.top, points.bottom * share.bottom)
        #expect(Int(discipline.fullMarks) == sums[index] || Int(discipline.fullMarks) == sums[index] * 1000)
      }
      #expect(Fraction(Int128(numerator), Int128(score.denominator)) == total)
      let least = try #require(score.grades[0].from)
      #expect((numerator >= least) == (total.top * 10_000 >= Int128(threshold) * total.bottom))
    }
  }

  @Test func fullMarksAreAHundred() throws {
    let score = try planned(
      "score fit { a weight 3 { 100 when everyone }, b weight 4 sum to 7 { 7 when everyone }, c weight 0 { 100 when everyone } }"
    ).scores[0]
    let highest = score.disciplines.reduce(0) { $0 + $1.multiplier * $1.fullMarks }
    #expect(highest == 100 * score.denominator)
  }

  @Test func aScoreWithoutCommonMeasureIsRefused() throws {
    let primes = [9973, 9967, 9949, 9941, 9931]
    let lines = primes.enumerated().map { "d\($0) weight 1 sum to \($1) { 1 per \"visit\" }" }
    let program = try checkedProgram("score fit { \(lines.joined(separator: ", ")) }")
    let (plan, errors) = makePlan(program, asOf: 0, zone: .utc)
    #expect(errors.map(\.diagnostic.code) == ["BT0410"])
    #expect(plan.scores.isEmpty)
  }
}
