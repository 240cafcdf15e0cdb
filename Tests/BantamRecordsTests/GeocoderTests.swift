import Foundation
import Testing

@testable import BantamRecords

@Suite struct GeocoderTests {
  static let geocoder = Geocoder()

  @Test(
    arguments: [
      ("DE", "20095", 53.55, 10.00), ("Germany", "01067", 51.06, 13.71), ("Deutschland", " 80331 ", 48.14, 11.57),
      ("d", "10115", 52.53, 13.39), (nil, "20095", 53.55, 10.00), (nil, "D-20095", 53.55, 10.00),
      ("AT", "1010", 48.21, 16.37),
      ("Österreich", "5020", 47.80, 13.04), ("CH", "8001", 47.37, 8.54), ("Schweiz", "CH-3011", 46.95, 7.44),
      (nil, "A-1010", 48.21, 16.37),
      (nil, "CH-8001", 47.37, 8.54),
    ] as [(String?, String, Double, Double)])
  func finds(country: String?, postcode: String, latitude: Double, longitude: Double) throws {
    let location = try #require(Self.geocoder.location(country: country, postcode: postcode))
    #expect(abs(location.latitude - latitude) < 0.02)
    #expect(abs(location.longitude - longitude) < 0.03)
  }

  @Test(
    arguments: [
      ("DE", "99999"), ("DE", "1067"), ("AT", "20095"), ("France", "75001"), (nil, ""), (nil, "abc"), ("DE", "2009"),
      (nil, "-20095"),
      // Vienna or Zurich?
      (nil, "8010"),
    ] as [(String?, String)])
  func doesNotGuess(country: String?, postcode: String) {
    #expect(Self.geocoder.location(country: country, postcode: postcode) == nil)
  }

  @Test func knowsAllPostcodes() { #expect(Self.geocoder.count == 16_393) }

  /// 401 postcodes have a place within 40 km of Hamburg's town hall; by the mean of a postcode's places it is 391.
  @Test func aroundHamburg() {
    let near = (0..<100_000).count { number in
      let code = String(format: "%05d", number)
      guard let place = Self.geocoder.location(country: "DE", postcode: code) else { return false }
      return kilometres(place, (53.5511, 9.9937)) <= 40
    }
    #expect(near == 391)
  }

  private func kilometres(
    _ first: (latitude: Double, longitude: Double), _ second: (latitude: Double, longitude: Double)
  ) -> Double {
    let radians = Double.pi / 180
    let height = sin((second.latitude - first.latitude) * radians / 2)
    let width = sin((second.longitude - first.longitude) * radians / 2)
    return 2 * 6371
      * asin(
        (height * height + cos(first.latitude * radians) * cos(second.latitude * radians) * width * width).squareRoot())
  }
}
