import BantamPlan
import Testing

/// The bucket of a key never changes: these are for ever.
struct StableBucketTests {
  @Test func knownBuckets() {
    let seed = stableHash("".utf8)
    #expect(
      (1...20).map { stableBucket(key: $0, seed: seed, count: 10) }
        == [7, 4, 10, 9, 10, 8, 2, 10, 10, 6, 8, 2, 3, 10, 4, 6, 4, 3, 8, 6])
    #expect(stableHash("".utf8) == 0xCBF2_9CE4_8422_2325)
    #expect(stableHash("a".utf8) == 0xAF63_DC4C_8601_EC8C)
  }

  @Test func bucketsAreEven() {
    var counts = [Int](repeating: 0, count: 11)
    for key in 0..<100_000 as Range<UInt64> { counts[stableBucket(key: key, seed: 5, count: 10)] += 1 }
    #expect(counts[0] == 0)
    #expect(counts[1...].allSatisfy { (9_600...10_400).contains($0) })
  }
}
