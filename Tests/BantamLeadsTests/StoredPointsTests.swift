import BantamLeads
import SpecSupport
import Testing

/// Ten-thousandths of a point, rounded half up, are the same however large the numbers are.
@Suite struct StoredPointsTests {
  private func exact(_ numerator: Int64, _ denominator: Int64) -> Int64 {
    let (twice, full) = (Int128(numerator) * 20_000 + Int128(denominator), Int128(denominator) * 2)
    var quotient = twice / full
    if twice % full < 0 { quotient -= 1 }
    return Int64(quotient)
  }

  @Test func sameInAllRanges() {
    var random = SplitMix(seed: 46)
    for round in 0..<20_000 {
      let denominator = Int64(1) << Int64(random.below(50)) + Int64(random.below(1000))
      let total = Int64(random.below(1_000_001))
      let numerator = (round % 3 == 0 ? -1 : 1) * denominator / 10_000 * total + Int64(random.below(7))
      #expect(points(numerator, denominator) == exact(numerator, denominator), "\(numerator) / \(denominator)")
    }
    for (numerator, denominator) in [(1, 20_000), (-1, 20_000), (0, 3), (1 << 46, 7), ((1 << 46) - 1, 1 << 45)] {
      let (numerator, denominator) = (Int64(numerator), Int64(denominator))
      #expect(points(numerator, denominator) == exact(numerator, denominator), "\(numerator) / \(denominator)")
    }
  }
}
