#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A stream of pseudo-random numbers, the same for the same seed.
///
/// Guy L. Steele Jr., Doug Lea, Christine H. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
public struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  /// A stream of its own for a part of the work.
  public init(seed: UInt64, part: Int) {
    var mixer = SplitMix64(seed: seed ^ UInt64(part) &* 0xD1B5_4A32_D192_ED03)
    state = mixer.next()
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// In 0..<1.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// True in this share of the draws.
  public mutating func chance(_ share: Double) -> Bool { unit() < share }

  /// In 0..<limit.
  public mutating func below(_ limit: Int) -> Int {
    Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(limit)).high)
  }

  public mutating func element<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// About normally distributed: the sum of twelve even draws, within six deviations of the mean.
  public mutating func normal(mean: Double, deviation: Double) -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += unit() }
    return mean + deviation * sum
  }

  public mutating func exponential(mean: Double) -> Double { -mean * log(1 - unit()) }

  /// `exp` of a normal draw.
  public mutating func logNormal(_ mean: Double, _ deviation: Double) -> Double {
    exp(normal(mean: mean, deviation: deviation))
  }
}

/// Draws an index, each as often as its weight says.
struct WeightedChoice: Sendable {
  private let ends: [Double]

  init(_ weights: [Double]) {
    var sum = 0.0
    ends = weights.map { weight in
      sum += weight
      return sum
    }
  }

  /// The first of `count` values is the most frequent one, the n-th n^`exponent` times less so (Zipf's law).
  init(zipf count: Int, exponent: Double) {
    self.init((1...count).map { 1 / pow(Double($0), exponent) })
  }

  func draw(_ random: inout SplitMix64) -> Int {
    let point = random.unit() * (ends.last ?? 0)
    var low = 0
    var high = ends.count - 1
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] > point { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
