import BantamProgram
import BantamRecords

/// Gives contacts without coordinates those of their postcode, and counts.
final class Geocoding {
  /// Columns of the table.
  let latitude: String
  let longitude: String
  let postcodeColumn: String
  /// Where the values stand among the file's columns.
  let postcode: Int
  private let country: Int?
  private let ownLatitude: Int?
  private let ownLongitude: Int?
  private let geocoder: Geocoder
  private let usualCountry: String?

  private(set) var located = 0
  private(set) var locatedWithoutCountry = 0
  private(set) var notLocated = 0

  /// nil where the file has no postcodes or the program no location.
  init?(_ file: ImportFile, _ program: Program, country usualCountry: String?, geocoder: () -> Geocoder) {
    let location = program.fields.last { $0.name == "location" && $0.context == .contact }
    guard let location, case .columns(let latitude, let longitude) = location.source else { return nil }
    let postcodeColumn = program.columnName(of: "postcode", in: .contact)
    guard let postcode = file.column(postcodeColumn) else { return nil }
    self.latitude = latitude
    self.longitude = longitude
    self.postcodeColumn = postcodeColumn
    self.postcode = postcode
    self.usualCountry = usualCountry
    country = file.column(program.columnName(of: "country", in: .contact))
    ownLatitude = file.column(latitude)
    ownLongitude = file.column(longitude)
    self.geocoder = geocoder()
  }

  /// nil where the record has coordinates of its own, has no postcode, or it is not known.
  func point(of values: UnsafeBufferPointer<ImportValue>) -> (latitude: Double, longitude: Double)? {
    guard case .text(let code) = values[postcode] else { return nil }
    if let ownLatitude, let ownLongitude, !values[ownLatitude].isMissing, !values[ownLongitude].isMissing { return nil }
    var name = usualCountry
    if let country, case .text(let bytes) = values[country] { name = String(decoding: bytes, as: UTF8.self) }
    guard let point = geocoder.location(country: name, postcode: String(decoding: code, as: UTF8.self)) else {
      notLocated += 1
      return nil
    }
    located += 1
    if name == nil { locatedWithoutCountry += 1 }
    return point
  }
}
