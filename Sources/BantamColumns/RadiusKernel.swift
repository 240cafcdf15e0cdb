#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Who is within a distance of a point on a sphere of 6371 km.
///
/// Haversine: 2 · R · asin(√(sin²(Δlat / 2) + cos lat₀ · cos lat · sin²(Δlon / 2))) ≤ km. Two shortcuts spare it for most
/// rows and never change an answer: a box around the circle, and, inside it, the term under the root from short series,
/// which decides where it differs from its limit by more than a billionth.
public struct RadiusKernel: Sendable {
  private static let earthRadiusKilometres = 6371.0
  private static let radiansPerDegree = Double.pi / 180
  /// Both sides of the box stay below this where the series are used: their error is below 1e-14.
  private static let greatestSeriesRadians = 0.2

  private let latitude: Double
  private let longitude: Double
  private let kilometres: Double
  private let cosLatitude: Double
  private let sinLatitude: Double
  /// Half the sides of the box, degrees; nil where the circle holds a pole or crosses the date line.
  private let box: (latitude: Double, longitude: Double)?
  private let usesSeries: Bool
  /// sin²(angle / 2) of the radius.
  private let limit: Double

  /// Degrees and kilometres.
  public init(latitude: Double, longitude: Double, kilometres: Double) {
    self.latitude = latitude
    self.longitude = longitude
    self.kilometres = kilometres
    cosLatitude = cos(latitude * Self.radiansPerDegree)
    sinLatitude = sin(latitude * Self.radiansPerDegree)
    let angle = kilometres / Self.earthRadiusKilometres
    let halfSine = sin(min(angle, Double.pi) / 2)
    limit = halfSine * halfSine
    let degrees = angle / Self.radiansPerDegree
    if degrees < 45, abs(latitude) + degrees < 89 {
      let margin = 1e-6
      let longitudeDegrees = asin(min(1, sin(angle) / cosLatitude)) / Self.radiansPerDegree + margin
      box = abs(longitude) + longitudeDegrees < 180 ? (degrees + margin, longitudeDegrees) : nil
      usesSeries = max(degrees + margin, longitudeDegrees) * Self.radiansPerDegree < Self.greatestSeriesRadians
    } else {
      box = nil
      usesSeries = false
    }
  }

  /// Yes within the distance; `missing` where a coordinate is missing.
  public func evaluate(
    latitudes: Column, longitudes: Column, rows: Range<Int>, missing: UInt8, into output: MutablePlanePointer
  ) {
    let count = rows.count
    let latitudes = latitudes.cells(of: Double.self, from: rows.lowerBound)
    let longitudes = longitudes.cells(of: Double.self, from: rows.lowerBound)
    if let box {
      let nearby = markBox(box, latitudes, longitudes, count, output)
      if nearby != 0 { decide(latitudes, longitudes, count, output) }
    } else {
      for row in 0..<count {
        output[row] = isWithin(latitudes[row], longitudes[row]) ? Plane.yes : Plane.no
      }
    }
    if missing == Plane.no { return }
    for row in 0..<count {
      // Neither below nor above itself: not a number. The outcome is no there.
      let unknown: UInt8 = latitudes[row] == latitudes[row] ? 0 : missing
      output[row] |= unknown
    }
    for row in 0..<count {
      let unknown: UInt8 = longitudes[row] == longitudes[row] ? 0 : missing
      output[row] |= unknown
    }
  }

  private func markBox(
    _ box: (latitude: Double, longitude: Double), _ latitudes: UnsafePointer<Double>,
    _ longitudes: UnsafePointer<Double>, _ count: Int, _ output: MutablePlanePointer
  ) -> UInt8 {
    // Not a number compares as outside. One comparison per loop, so that both are vectorised.
    let (latitude, longitude) = (latitude, longitude)
    for row in 0..<count { output[row] = abs(latitudes[row] - latitude) <= box.latitude ? Plane.yes : Plane.no }
    var union: UInt8 = 0
    for row in 0..<count {
      let inside: UInt8 = abs(longitudes[row] - longitude) <= box.longitude ? Plane.yes : Plane.no
      let answer = output[row] & inside
      output[row] = answer
      union |= answer
    }
    return union
  }

  /// Keeps of the rows in the box those in the circle.
  private func decide(
    _ latitudes: UnsafePointer<Double>, _ longitudes: UnsafePointer<Double>, _ count: Int, _ output: MutablePlanePointer
  ) {
    for row in 0..<count where output[row] != 0 {
      let isIn =
        usesSeries
        ? isWithinBySeries(latitudes[row], longitudes[row]) : isWithin(latitudes[row], longitudes[row])
      output[row] = isIn ? Plane.yes : Plane.no
    }
  }

  private func isWithinBySeries(_ otherLatitude: Double, _ otherLongitude: Double) -> Bool {
    let north = (otherLatitude - latitude) * Self.radiansPerDegree
    let east = (otherLongitude - longitude) * Self.radiansPerDegree
    let sineNorth = shortSine(north / 2)
    let sineEast = shortSine(east / 2)
    let cosOther = cosLatitude * shortCosine(north) - sinLatitude * shortSine(north)
    let term = sineNorth * sineNorth + cosLatitude * cosOther * sineEast * sineEast
    if abs(term - limit) > limit * 1e-9 { return term < limit }
    return isWithin(otherLatitude, otherLongitude)
  }

  private func isWithin(_ otherLatitude: Double, _ otherLongitude: Double) -> Bool {
    let radians = Self.radiansPerDegree
    let north = sin((otherLatitude - latitude) * radians / 2)
    let east = sin((otherLongitude - longitude) * radians / 2)
    let term = north * north + cosLatitude * cos(otherLatitude * radians) * (east * east)
    // At the far side of the sphere rounding can bring the term above 1; not a number stays one.
    let angle = 2 * asin((term > 1 ? 1 : term).squareRoot())
    return angle * Self.earthRadiusKilometres <= kilometres
  }

  @inline(__always)
  private func shortSine(_ angle: Double) -> Double {
    let square = angle * angle
    return angle * (1 - square / 6 * (1 - square / 20 * (1 - square / 42 * (1 - square / 72))))
  }

  @inline(__always)
  private func shortCosine(_ angle: Double) -> Double {
    let square = angle * angle
    return 1 - square / 2 * (1 - square / 12 * (1 - square / 30 * (1 - square / 56 * (1 - square / 90))))
  }
}
