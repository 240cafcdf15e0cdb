import BantamColumns
import Foundation
import SpecSupport
import Testing

/// The shortcuts of the radius test, a box and short series, give what the whole formula gives.
@Suite struct RadiusTests {
  @Test(arguments: [(53.5511, 9.9937, 40.0), (-33.9, 18.4, 1_000), (0, 0, 5), (70, -150, 300), (48.1, 11.6, 0.5)])
  func shortcutsAreExact(latitude: Double, longitude: Double, kilometres: Double) {
    var random = SplitMix(seed: UInt64(kilometres * 1_000))
    var latitudes: [Double] = []
    var longitudes: [Double] = []
    let degrees = kilometres / 111.2
    for _ in 0..<3_000 {
      // Close to the circle's edge, which is where an answer could differ.
      let angle = Double(random.below(360_000)) / 1_000 * Double.pi / 180
      let distance = degrees * (1 + (Double(random.below(2_000)) - 1_000) / 1e6)
      latitudes.append(latitude + distance * cos(angle))
      longitudes.append(longitude + distance * sin(angle) / cos(latitude * Double.pi / 180))
    }
    var output = [UInt8](repeating: 0, count: latitudes.count)
    RadiusKernel(latitude: latitude, longitude: longitude, kilometres: kilometres).evaluate(
      latitudes: .degrees(latitudes), longitudes: .degrees(longitudes), rows: 0..<latitudes.count,
      missing: Plane.no, into: &output)
    for index in latitudes.indices {
      let distance = kilometresBetween(latitude, longitude, latitudes[index], longitudes[index])
      #expect((output[index] != 0) == (distance <= kilometres), "\(latitudes[index]), \(longitudes[index])")
    }
    #expect(output.contains(0) && output.contains(Plane.yes))
  }

  private func kilometresBetween(_ lat0: Double, _ lon0: Double, _ lat: Double, _ lon: Double) -> Double {
    let radians = Double.pi / 180
    let north = sin((lat - lat0) * radians / 2)
    let east = sin((lon - lon0) * radians / 2)
    return 2 * 6371 * asin((north * north + cos(lat0 * radians) * cos(lat * radians) * (east * east)).squareRoot())
  }
}
