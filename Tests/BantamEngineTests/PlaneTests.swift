import BantamColumns
import Testing

/// The byte of a plane: outcome and strong Kleene logic in one.
@Suite struct PlaneTests {
  /// Every answer there is: outcome, and 0 no, 1 unknown, 2 yes.
  static let answers: [(byte: UInt8, outcome: Int, kleene: Int)] = [
    (Plane.no, 0, 0), (Plane.unknown, 0, 1), (0b1111_1011, 1, 1), (Plane.yes, 1, 2),
  ]

  private func read(_ byte: UInt8) -> [Int] {
    [Int(byte & 1), byte & Plane.definiteBit != 0 ? 2 : byte & Plane.possibleBit != 0 ? 1 : 0]
  }

  @Test func andOrNot() {
    for first in Self.answers {
      var output: [UInt8] = [0]
      LogicKernels.not([first.byte], count: 1, into: &output)
      #expect(read(output[0]) == [1 - first.outcome, 2 - first.kleene])
      for second in Self.answers {
        let union = LogicKernels.and([first.byte], [second.byte], count: 1, into: &output)
        #expect(read(output[0]) == [min(first.outcome, second.outcome), min(first.kleene, second.kleene)])
        #expect(union == output[0])
        _ = LogicKernels.or([first.byte], [second.byte], count: 1, into: &output)
        #expect(read(output[0]) == [max(first.outcome, second.outcome), max(first.kleene, second.kleene)])
      }
    }
  }

  @Test func countsPastAFullByte() {
    let plane = (0..<5_003).map { $0 % 3 == 0 ? Plane.yes : $0 % 3 == 1 ? Plane.unknown : Plane.no }
    #expect(CountKernels.yes(plane, count: plane.count) == 1_668)
    #expect(CountKernels.noOnMissing(plane, count: plane.count) == 1_668)
    #expect(CountKernels.yes(Array(repeating: Plane.yes, count: 5_003), count: 5_003) == 5_003)
  }
}
