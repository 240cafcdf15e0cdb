import Testing

/// The engine gives what the model gives: every condition, campaign and score, on random plans over contacts with many
/// missing values. A failure names its seed; `RandomPlan(seed:)` makes the same plan again.
@Suite struct AgreementTests {
  @Test(arguments: 0..<8) func engineAgreesWithTheModel(part: Int) {
    for seed in UInt64(part * 50)..<UInt64(part * 50 + 50) {
      let found = differences(RandomPlan(seed: seed))
      #expect(found.isEmpty, "seed \(seed): \(found.prefix(3).joined(separator: "; "))")
    }
  }
}
